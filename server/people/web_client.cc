#include "server/people/web_client.h"

#include <curl/curl.h>
#include <cstddef>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"

namespace omzien::people {
namespace {

constexpr std::size_t kBodyBytesMax = 256 << 10;

std::size_t Receive(char* data, std::size_t size, std::size_t count,
                    void* body) {
  auto& text = *static_cast<std::string*>(body);
  if (text.size() + size * count > kBodyBytesMax) return 0;
  text.append(data, size * count);
  return size * count;
}

int StopWhenTold(void* client, curl_off_t /*total*/, curl_off_t /*now*/,
                 curl_off_t /*upload_total*/, curl_off_t /*upload_now*/) {
  return static_cast<const WebClient*>(client)->stopping() ? 1 : 0;
}

// Keeps the first failure of a row of libcurl calls.
class Calls {
 public:
  Calls& operator<<(CURLcode code) {
    if (code_ == CURLE_OK) code_ = code;
    return *this;
  }
  CURLcode code() const { return code_; }

 private:
  CURLcode code_ = CURLE_OK;
};

}  // namespace

// One question and its answer.
class WebClient::Question {
 public:
  Question(const WebClient& client, const std::string& url,
           absl::Duration timeout)
      : handle_(curl_easy_init()) {
    if (handle_ == nullptr) return;
    const auto timeout_ms =
        static_cast<long>(absl::ToInt64Milliseconds(timeout));
    const char* const protocol =
        absl::StartsWith(url, "https:") ? "https" : "http";
    calls_ << curl_easy_setopt(handle_, CURLOPT_URL, url.c_str())
           << curl_easy_setopt(handle_, CURLOPT_PROTOCOLS_STR, protocol)
           << curl_easy_setopt(handle_, CURLOPT_NOSIGNAL, 1L)
           << curl_easy_setopt(handle_, CURLOPT_TIMEOUT_MS, timeout_ms)
           << curl_easy_setopt(handle_, CURLOPT_CONNECTTIMEOUT_MS, timeout_ms)
           << curl_easy_setopt(handle_, CURLOPT_USERAGENT, "omzien")
           << curl_easy_setopt(handle_, CURLOPT_WRITEFUNCTION, &Receive)
           << curl_easy_setopt(handle_, CURLOPT_WRITEDATA, &answer_.body)
           << curl_easy_setopt(handle_, CURLOPT_NOPROGRESS, 0L)
           << curl_easy_setopt(handle_, CURLOPT_XFERINFOFUNCTION, &StopWhenTold)
           << curl_easy_setopt(handle_, CURLOPT_XFERINFODATA, &client);
    if (!client.ca_file_.empty()) {
      calls_ << curl_easy_setopt(handle_, CURLOPT_CAINFO,
                                 client.ca_file_.c_str());
    }
    Add("Accept: application/json");
  }
  Question(const Question&) = delete;
  Question& operator=(const Question&) = delete;
  ~Question() {
    curl_easy_cleanup(handle_);
    curl_slist_free_all(headers_);
  }

  void Add(const std::string& header) {
    curl_slist* const longer = curl_slist_append(headers_, header.c_str());
    if (longer == nullptr) {
      calls_ << CURLE_OUT_OF_MEMORY;
    } else {
      headers_ = longer;
    }
  }

  void SetForm(const Form& form) {
    for (const auto& [name, value] : form) {
      char* const escaped = curl_easy_escape(handle_, value.data(),
                                             static_cast<int>(value.size()));
      if (escaped == nullptr) calls_ << CURLE_OUT_OF_MEMORY;
      absl::StrAppend(&body_, body_.empty() ? "" : "&", name, "=",
                      escaped == nullptr ? "" : escaped);
      curl_free(escaped);
    }
    calls_ << curl_easy_setopt(handle_, CURLOPT_POSTFIELDSIZE,
                               static_cast<long>(body_.size()))
           << curl_easy_setopt(handle_, CURLOPT_POSTFIELDS, body_.c_str());
  }

  absl::StatusOr<WebAnswer> Ask() {
    if (handle_ == nullptr) return absl::UnavailableError("no memory");
    calls_ << curl_easy_setopt(handle_, CURLOPT_HTTPHEADER, headers_);
    if (calls_.code() == CURLE_OK) calls_ << curl_easy_perform(handle_);
    if (calls_.code() == CURLE_WRITE_ERROR) {
      return absl::UnavailableError("the answer is too long");
    }
    if (calls_.code() != CURLE_OK) {
      return absl::UnavailableError(curl_easy_strerror(calls_.code()));
    }
    long status = 0;
    curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &status);
    answer_.status = static_cast<int>(status);
    return std::move(answer_);
  }

  bool ok() const { return handle_ != nullptr; }

 private:
  CURL* const handle_;
  curl_slist* headers_ = nullptr;
  std::string body_;
  WebAnswer answer_;
  Calls calls_;
};

absl::StatusOr<WebAnswer> WebClient::Get(const std::string& url,
                                         const std::string& bearer,
                                         absl::Duration timeout) const {
  if (stopping_) return absl::UnavailableError("the server is stopping");
  if (timeout <= absl::ZeroDuration()) {
    return absl::UnavailableError("there was no time left");
  }
  Question question(*this, url, timeout);
  if (!bearer.empty()) question.Add("Authorization: Bearer " + bearer);
  return question.Ask();
}

absl::StatusOr<WebAnswer> WebClient::Post(const std::string& url,
                                          const Form& form,
                                          absl::Duration timeout) const {
  if (stopping_) return absl::UnavailableError("the server is stopping");
  if (timeout <= absl::ZeroDuration()) {
    return absl::UnavailableError("there was no time left");
  }
  Question question(*this, url, timeout);
  if (question.ok()) question.SetForm(form);
  return question.Ask();
}

}  // namespace omzien::people
