#include "server/planning/demand_program.h"

#include <cstddef>
#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "glpk.h"

namespace omzien::planning {
namespace {

constexpr double kAskCost = 1e-4;

struct Delete {
  void operator()(glp_prob* problem) const {
    glp_delete_prob(problem);
    // GLPK keeps memory for each thread, which ends with it only so. There is
    // one program at a time on a thread.
    glp_free_env();
  }
};

// A linear program, built row by row; GLPK counts rows and columns from 1.
class Rows {
 public:
  Rows() : problem_(glp_create_prob()) {
    glp_set_obj_dir(problem_.get(), GLP_MAX);
  }

  // From 0 to `upper`.
  int AddColumn(double gain, double upper) {
    const int column = glp_add_cols(problem_.get(), 1);
    glp_set_col_bnds(problem_.get(), column, upper > 0 ? GLP_DB : GLP_FX, 0,
                     upper);
    glp_set_obj_coef(problem_.get(), column, gain);
    return column;
  }

  int AddFreeColumn() {
    const int column = glp_add_cols(problem_.get(), 1);
    glp_set_col_bnds(problem_.get(), column, GLP_LO, 0, 0);
    return column;
  }

  struct Term {
    int column;
    double factor;
  };

  // The sum of the terms is at most `bound`.
  int AddRow(const std::vector<Term>& terms, double bound) {
    const int row = glp_add_rows(problem_.get(), 1);
    glp_set_row_bnds(problem_.get(), row, GLP_UP, 0, bound);
    std::vector<int> columns = {0};
    std::vector<double> factors = {0};
    for (const Term& term : terms) {
      columns.push_back(term.column);
      factors.push_back(term.factor);
    }
    glp_set_mat_row(problem_.get(), row, static_cast<int>(terms.size()),
                    columns.data(), factors.data());
    return row;
  }

  absl::Status Solve() {
    glp_smcp how;
    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    const int error = glp_simplex(problem_.get(), &how);
    if (error != 0 || glp_get_status(problem_.get()) != GLP_OPT) {
      return absl::InternalError("the expected-demand program has no answer");
    }
    return absl::OkStatus();
  }

  double ValueOf(int column) const {
    return glp_get_col_prim(problem_.get(), column);
  }
  double PriceOf(int row) const {
    return glp_get_row_dual(problem_.get(), row);
  }

 private:
  std::unique_ptr<glp_prob, Delete> problem_;
};

}  // namespace

absl::StatusOr<DemandAnswer> Solve(const DemandProgram& program) {
  Rows rows;
  std::vector<int> filled;
  std::vector<std::vector<Rows::Term>> yeses;
  for (const DemandClass& each : program.classes) {
    filled.push_back(rows.AddColumn(1, each.cap * each.needs));
    yeses.push_back({{filled.back(), 1}});
  }
  std::vector<std::vector<int>> columns;
  std::vector<int> budgets;
  std::vector<Rows::Term> all_losses;
  for (const DemandGroup& group : program.groups) {
    std::vector<Rows::Term> asks;
    auto& own = columns.emplace_back();
    for (std::size_t c = 0; c < program.classes.size(); ++c) {
      own.push_back(rows.AddColumn(
          -kAskCost, group.chance[c] > 0 ? group.asks_max[c] : 0));
      asks.push_back({own.back(), 1});
      yeses[c].push_back({own.back(), -group.chance[c]});
    }
    budgets.push_back(rows.AddRow(asks, group.budget));
    if (!program.losses_max.has_value()) continue;
    const int losses = rows.AddFreeColumn();
    all_losses.push_back({losses, 1});
    for (const Tangent& tangent : group.losses) {
      std::vector<Rows::Term> row = {{losses, -1}};
      for (const Rows::Term& ask : asks) {
        row.push_back({ask.column, tangent.slope});
      }
      rows.AddRow(row, -tangent.at_none);
    }
  }
  std::vector<int> balances;
  balances.reserve(yeses.size());
  for (const auto& row : yeses) balances.push_back(rows.AddRow(row, 0));
  if (program.losses_max.has_value()) {
    rows.AddRow(all_losses, *program.losses_max);
  }
  if (absl::Status status = rows.Solve(); !status.ok()) return status;
  DemandAnswer answer;
  for (const int column : filled) answer.filled += rows.ValueOf(column);
  for (const int row : balances) {
    answer.yes_values.push_back(rows.PriceOf(row));
  }
  for (std::size_t g = 0; g < columns.size(); ++g) {
    answer.ask_prices.push_back(rows.PriceOf(budgets[g]));
    auto& asks = answer.asks.emplace_back();
    for (const int column : columns[g]) asks.push_back(rows.ValueOf(column));
  }
  return answer;
}

}  // namespace omzien::planning
