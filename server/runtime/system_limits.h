// What the system and its libraries do for a process, set for a server: limits
// are met as errors that it can name, and no turn waits for housekeeping.

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

// Abseil's locks, as Debian builds them, look for circles of locks at every
// turn: that is for tests, which find them, and costs a server some percent.
// Call once.
void TrustLocks();

}  // namespace omzien::runtime
