/// Reading reference numbers and data of the shared folder, which a checkout by itself does not have.
#pragma once

#include <array>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "catch.hpp"
#include "lvm/gmm.hpp"

namespace golden {

using nlohmann::json;

/// Nothing, after a warning, where the file is absent: the test that asked is then skipped.
inline std::optional<std::string> read(const std::string& name) {
  std::string path = LVM_SHARED_DIR;
  path += '/';
  path += name;
  std::ifstream file(path);
  if (!file) {
    WARN("skipped: " << path << " is absent");
    return std::nullopt;
  }
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

inline lvm::Vector vector(const json& values) {
  lvm::Vector v(static_cast<lvm::Index>(values.size()));
  for (lvm::Index i = 0; i < v.size(); ++i) v[i] = values[static_cast<std::size_t>(i)];
  return v;
}

inline lvm::Matrix matrix(const json& rows) {
  lvm::Matrix A(static_cast<lvm::Index>(rows.size()), static_cast<lvm::Index>(rows[0].size()));
  for (lvm::Index i = 0; i < A.rows(); ++i) A.row(i) = vector(rows[static_cast<std::size_t>(i)]);
  return A;
}

inline lvm::gmm::Params mixture(const json& phi_mu_sigma) {
  lvm::gmm::Params params{vector(phi_mu_sigma["phi"]), matrix(phi_mu_sigma["mu"]), {}};
  for (const json& S : phi_mu_sigma["Sigma"]) params.covariances.emplace_back(matrix(S));
  return params;
}

struct SemiSupervised {
  lvm::Matrix X;
  lvm::gmm::Labelled labelled;
};

/// Rows "x_1,x_2,z" below a header; z = -1 where there is no label.
inline SemiSupervised split_by_label(const std::string& csv) {
  std::vector<std::array<double, 3>> unlabelled, labelled;
  std::istringstream lines(csv);
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    std::array<double, 3> row{};
    char comma = ',';
    std::istringstream(line) >> row[0] >> comma >> row[1] >> comma >> row[2];
    (row[2] < 0.0 ? unlabelled : labelled).push_back(row);
  }
  SemiSupervised data{lvm::Matrix(unlabelled.size(), 2), {lvm::Matrix(labelled.size(), 2), {}}};
  for (std::size_t n = 0; n < unlabelled.size(); ++n) {
    data.X.row(static_cast<lvm::Index>(n)) << unlabelled[n][0], unlabelled[n][1];
  }
  for (std::size_t n = 0; n < labelled.size(); ++n) {
    data.labelled.X.row(static_cast<lvm::Index>(n)) << labelled[n][0], labelled[n][1];
    data.labelled.z.push_back(static_cast<int>(labelled[n][2]));
  }
  return data;
}

}  // namespace golden
