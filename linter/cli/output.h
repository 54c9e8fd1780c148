// Where the answer goes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "cli/options.h"
#include "report/report.h"

namespace celint {

/// Writes to the file, or to standard output if the path is empty. A regular file is replaced in one step:
/// nobody sees half a report. Throws CannotRun if it cannot be written.
void write_output(const std::string& path, std::string_view bytes);

/// Whether text for standard output is coloured: `automatic` on a terminal that is not `TERM=dumb`, unless
/// NO_COLOR is set (https://no-color.org).
bool wants_colour(Colour choice);

/// Columns of the terminal that standard output is, after COLUMNS or the terminal itself; 0 if it is none.
std::size_t terminal_width();

/// How text is written to where the options say: colour and width are those of a terminal only on one.
TextStyle text_style(const Options& options);

}  // namespace celint
