// What the system allows a process, set so that a server meets limits as errors
// that it can name.

#pragma once

namespace omzien::runtime {

// Open files: as many as the administrator allows, not the few that a shell
// gives. A file that may not grow: an error of the write, not a signal that
// ends the program without a word. Call once, before threads are made.
void UseSystemLimits();

}  // namespace omzien::runtime
