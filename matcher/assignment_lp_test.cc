// The plan against a solver of linear programs, which knows nothing of flows:
// the matrix is totally unimodular, so the program's best value is a plan's.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "glpk.h"
#include "gtest/gtest.h"
#include "matcher/assignment.h"
#include "matcher/sample.h"
#include "matcher/sample_batch.h"
#include "matcher/time_span.h"

namespace omzien::matcher {
namespace {

// Rows of the form  low <= sum of columns <= high.
class Program {
 public:
  Program() : problem_(glp_create_prob()) {
    glp_set_obj_dir(problem_, GLP_MAX);
  }
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  ~Program() { glp_delete_prob(problem_); }

  // In 0..1.
  int AddColumn() {
    const int column = glp_add_cols(problem_, 1);
    glp_set_col_bnds(problem_, column, GLP_DB, 0, 1);
    return column;
  }

  struct Term {
    int column;
    double factor;
  };
  void AddRow(const std::vector<Term>& terms, int type, double bound) {
    const int row = glp_add_rows(problem_, 1);
    glp_set_row_bnds(problem_, row, type, bound, bound);
    std::vector<int> columns = {0};
    std::vector<double> factors = {0};
    for (const Term& term : terms) {
      columns.push_back(term.column);
      factors.push_back(term.factor);
    }
    glp_set_mat_row(problem_, row, static_cast<int>(terms.size()),
                    columns.data(), factors.data());
  }

  void SetGain(int column, double gain) {
    glp_set_obj_coef(problem_, column, gain);
  }

  // The highest value, rounded; -1 when there is none.
  std::int64_t Solve() {
    glp_smcp how;
    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    how.presolve = GLP_ON;
    if (glp_simplex(problem_, &how) != 0 ||
        glp_get_status(problem_) != GLP_OPT) {
      return -1;
    }
    return std::llround(glp_get_obj_val(problem_));
  }

 private:
  glp_prob* problem_;
};

// One column for each span of each candidate, and for each job that a volunteer
// may do.
class BatchProgram {
 public:
  explicit BatchProgram(const Batch& batch)
      : batch_(batch), stretches_(batch), uses_(batch.volunteers.size()) {
    for (const OpenJob& job : batch.jobs) {
      if (job.helpers_needed > 0) AddJob(job);
    }
    for (std::size_t i = 0; i < uses_.size(); ++i) {
      AddVolunteer(static_cast<int>(i));
    }
  }

  struct Best {
    std::int64_t filled;
    std::int64_t value_micros;
  };
  Best Solve() {
    for (const Program::Term& term : all_) program_.SetGain(term.column, 1);
    const std::int64_t filled = program_.Solve();
    program_.AddRow(all_, GLP_FX, static_cast<double>(filled));
    for (const auto& uses : uses_) {
      for (const Use& use : uses) {
        program_.SetGain(use.column, static_cast<double>(use.score_micros));
      }
    }
    for (const auto& [column, price] : prices_) {
      program_.SetGain(column, -static_cast<double>(price));
    }
    return {filled, program_.Solve()};
  }

 private:
  struct Use {
    int column;
    std::int64_t score_micros;
    TimeSpan span;
  };

  void AddJob(const OpenJob& job) {
    std::vector<Program::Term> places;
    for (const TimedCandidate& candidate : job.candidates) {
      std::vector<Program::Term> once;
      for (const TimeSpan& span : candidate.spans) {
        const int column = program_.AddColumn();
        once.push_back({column, 1});
        uses_[candidate.volunteer].push_back(
            {column, candidate.score_micros, span});
      }
      program_.AddRow(once, GLP_UP, 1);
      places.insert(places.end(), once.begin(), once.end());
    }
    all_.insert(all_.end(), places.begin(), places.end());
    program_.AddRow(places, GLP_UP, job.helpers_needed);
  }

  void AddVolunteer(int volunteer) {
    std::vector<Program::Term> balance;
    for (const Use& use : uses_[volunteer]) {
      std::vector<Program::Term> stretch;
      for (const Use& other : uses_[volunteer]) {
        if (stretches_.InOne(volunteer, use.span, other.span)) {
          stretch.push_back({other.column, 1});
        }
      }
      program_.AddRow(stretch, GLP_UP, 1);
      balance.push_back({use.column, 1});
    }
    for (int i = 0; i < batch_.volunteers[volunteer].jobs_max; ++i) {
      const int column = program_.AddColumn();
      prices_.emplace_back(column, i * batch_.repeat_price_micros);
      balance.push_back({column, -1});
    }
    program_.AddRow(balance, GLP_FX, 0);
  }

  const Batch& batch_;
  StretchOracle stretches_;
  Program program_;
  std::vector<Program::Term> all_;
  std::vector<std::vector<Use>> uses_;  // Of each volunteer.
  std::vector<std::pair<int, std::int64_t>> prices_;
};

TEST(AssignmentLpTest, NoProgramFindsBetter) {
  Chance chance(4);
  std::int64_t filled = 0;
  for (int round = 0; round < 25; ++round) {
    BatchShape shape;
    shape.jobs = 20 + chance.Below(60);
    shape.volunteers = 10 + chance.Below(80);
    shape.candidates_max = 10;
    shape.helpers_max = 1 + chance.Below(4);
    shape.scores = 20;
    shape.spans_max = 3;
    shape.hours_max = 2;
    const Batch batch = RandomBatch(chance, shape);
    const auto plan = Assign(batch);
    ASSERT_TRUE(plan.ok()) << plan.status();
    const BatchProgram::Best best = BatchProgram(batch).Solve();
    EXPECT_EQ(static_cast<std::int64_t>(plan->placements.size()), best.filled)
        << "round " << round;
    EXPECT_EQ(plan->score_micros - plan->repeat_micros, best.value_micros)
        << "round " << round;
    filled += best.filled;
  }
  EXPECT_GT(filled, 25 * 20);
}

}  // namespace
}  // namespace omzien::matcher
