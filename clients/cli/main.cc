// `omzien`: the client for residents, volunteers and the desk.

#include <string>
#include <vector>

#include "clients/cli/app.h"
#include "clients/cli/environment.h"

int main(int count, char** words) {
  return omzien::cli::Run(std::vector<std::string>(words + 1, words + count),
                          omzien::cli::SystemEnvironment());
}
