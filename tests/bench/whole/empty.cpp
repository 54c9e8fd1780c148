// What starting a static C++ program costs.
int main() {}
