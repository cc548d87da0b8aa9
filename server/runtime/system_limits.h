// What the system allows a process, set so that a server meets limits as errors
// that it can name.

#pragma once

namespace omzien::runtime {

// Open files: as many as the administrator allows, not the few that a shell
// gives. A file that may not grow: an error of the write, not a signal that
// ends the program without a word. Call once, before threads are made.
void UseSystemLimits();

// jemalloc gives memory back to the system on a thread of its own, instead of
// on whichever has just freed some: that was the lane, for up to 8 ms. Does
// nothing with another allocator. Call once.
void FreeMemoryInBackground();

}  // namespace omzien::runtime
