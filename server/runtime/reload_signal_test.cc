#include "server/runtime/reload_signal.h"

#include <signal.h>
#include <csignal>

#include "boost/asio/io_context.hpp"
#include "gtest/gtest.h"

namespace omzien::runtime {
namespace {

TEST(ReloadSignalTest, OneThatComesBeforeTheStartIsHeardThen) {
  boost::asio::io_context pool;
  ReloadSignal signal(pool.get_executor());
  ASSERT_EQ(raise(SIGHUP), 0);
  int heard = 0;
  signal.Start([&heard] { ++heard; });
  while (heard < 1) pool.run_one();
  EXPECT_EQ(heard, 1);
  ASSERT_EQ(raise(SIGHUP), 0);
  while (heard < 2) pool.run_one();
  EXPECT_EQ(heard, 2);
}

}  // namespace
}  // namespace omzien::runtime
