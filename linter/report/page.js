"use strict";
// Filters by severity, rule and file. Without it everything is shown.
const filters = document.querySelector(".filters");
if (filters) {
  const findings = [...document.querySelectorAll(".finding")];
  const shown = document.querySelector("#shown");
  const apply = () => {
    const wanted = [...filters.querySelectorAll("select")].filter((select) => select.value !== "");
    for (const finding of findings)
      finding.hidden = !wanted.every((select) => finding.dataset[select.name].split("\n").includes(select.value));
    const count = findings.filter((finding) => !finding.hidden).length;
    shown.textContent = `${count} of ${findings.length} shown`;
  };
  filters.addEventListener("change", apply);
  filters.hidden = false;
  apply();
}
