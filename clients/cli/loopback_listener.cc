#include "clients/cli/loopback_listener.h"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"

namespace omzien::cli {
namespace {

constexpr std::size_t kRequestBytesMax = 16 << 10;
// A browser that connects and says nothing is let go after this.
constexpr timeval kPatience = {.tv_sec = 2, .tv_usec = 0};
constexpr char kPath[] = "/callback";

// What follows the method in the first line of an HTTP request; empty when it
// is not a whole GET.
std::string ReadTarget(int visitor) {
  setsockopt(visitor, SOL_SOCKET, SO_RCVTIMEO, &kPatience, sizeof(kPatience));
  setsockopt(visitor, SOL_SOCKET, SO_SNDTIMEO, &kPatience, sizeof(kPatience));
  std::string request;
  char piece[2048];
  while (request.size() < kRequestBytesMax &&
         !absl::StrContains(request, "\r\n\r\n")) {
    const ssize_t size = recv(visitor, piece, sizeof(piece), 0);
    if (size <= 0) return "";
    request.append(piece, static_cast<std::size_t>(size));
  }
  const std::vector<std::string> words =
      absl::StrSplit(request.substr(0, request.find("\r\n")), ' ');
  return words.size() == 3 && words[0] == "GET" ? words[1] : "";
}

void Answer(int visitor, bool found, const std::string& sentence) {
  const std::string page = absl::StrCat(
      "<!doctype html><meta charset=\"utf-8\"><title>Omzien</title><p>",
      sentence, "</p>\n");
  const std::string answer = absl::StrCat(
      "HTTP/1.1 ", found ? "200 OK" : "404 Not Found",
      "\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: ",
      page.size(),
      "\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\n"
      "Connection: close\r\n\r\n",
      page);
  send(visitor, answer.data(), answer.size(), MSG_NOSIGNAL);
}

// A line, or what there was before the end.
std::string ReadLine(int typing) {
  std::string line;
  char next = 0;
  while (line.size() < kRequestBytesMax && read(typing, &next, 1) == 1 &&
         next != '\n') {
    line += next;
  }
  return std::string(absl::StripAsciiWhitespace(line));
}

int HexDigit(char c) {
  const char lower = absl::ascii_tolower(static_cast<unsigned char>(c));
  if (lower >= '0' && lower <= '9') return lower - '0';
  if (lower >= 'a' && lower <= 'f') return lower - 'a' + 10;
  return -1;
}

std::string Decoded(absl::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = i + 2 < text.size() ? HexDigit(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? HexDigit(text[i + 2]) : -1;
    if (text[i] == '%' && high >= 0 && low >= 0) {
      decoded += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      decoded += text[i] == '+' ? ' ' : text[i];
    }
  }
  return decoded;
}

}  // namespace

absl::StatusOr<LoopbackListener> LoopbackListener::Open() {
  const int opened = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in here{};
  here.sin_family = AF_INET;
  here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(here);
  auto* const address = reinterpret_cast<sockaddr*>(&here);
  if (opened < 0 || bind(opened, address, size) != 0 ||
      listen(opened, 8) != 0 || getsockname(opened, address, &size) != 0) {
    if (opened >= 0) close(opened);
    return absl::UnavailableError("this machine has no free port");
  }
  return LoopbackListener(opened, ntohs(here.sin_port));
}

LoopbackListener::LoopbackListener(LoopbackListener&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), port_(other.port_) {}

LoopbackListener::~LoopbackListener() {
  if (socket_ >= 0) close(socket_);
}

std::string LoopbackListener::uri() const {
  return absl::StrCat("http://127.0.0.1:", port_, kPath);
}

absl::StatusOr<std::string> LoopbackListener::Await(absl::Duration wait,
                                                    const std::string& thanks,
                                                    int typing) {
  pollfd sources[] = {{socket_, POLLIN, 0}, {typing, POLLIN, 0}};
  // Visits for something else, such as an icon, do not make it longer than so
  // many times.
  for (int visits = 0; visits < 50; ++visits) {
    const int ready =
        poll(sources, 2, static_cast<int>(absl::ToInt64Milliseconds(wait)));
    if (ready <= 0) break;
    if (sources[1].revents != 0) {
      std::string line = ReadLine(typing);
      if (!line.empty()) return line;
      sources[1].fd = -1;  // Nobody is there to type.
    }
    if (sources[0].revents == 0) continue;
    const int visitor = accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
    if (visitor < 0) continue;
    const std::string target = ReadTarget(visitor);
    const bool found = absl::StartsWith(target, absl::StrCat(kPath, "?"));
    Answer(visitor, found, found ? thanks : "Niets te vinden. Nothing here.");
    close(visitor);
    if (found) {
      return absl::StrCat(uri(), target.substr(sizeof(kPath) - 1));
    }
  }
  return absl::DeadlineExceededError("nobody came back in time");
}

std::string QueryParameter(const std::string& url, const std::string& name) {
  const auto begin = url.find('?');
  if (begin == std::string::npos) return "";
  const std::string query =
      url.substr(begin + 1, url.find('#') == std::string::npos
                                ? std::string::npos
                                : url.find('#') - begin - 1);
  for (const absl::string_view part : absl::StrSplit(query, '&')) {
    absl::string_view value = part;
    if (absl::ConsumePrefix(&value, absl::StrCat(name, "="))) {
      return Decoded(value);
    }
  }
  return "";
}

}  // namespace omzien::cli
