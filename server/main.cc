// The server's program. serve.cc is its table of contents.

#include "server/serve.h"

int main(int argc, char** argv) { return omzien::Main(argc, argv); }
