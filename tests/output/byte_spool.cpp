// Bytes that wait: in memory, and beyond what memory is for.

#include "caravan/output/byte_spool.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <vector>

#include "caravan/output/ensemble_writer.hpp"

using namespace caravan;

namespace {

constexpr std::uint64_t kPieces = 5000,
                        kPieceBytes = 4001;  // 20 MB, of which the last are in memory

std::vector<std::uint8_t> piece(std::uint64_t number) {
  std::vector<std::uint8_t> bytes(kPieceBytes);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = static_cast<std::uint8_t>(number * 31 + i * 7 + i / 256);
  }
  return bytes;
}

void fill(ByteSpool& spool) {
  for (std::uint64_t k = 0; k < kPieces; ++k) spool.append(piece(k).data(), kPieceBytes);
}

bool is_all_there(const ByteSpool& spool) {
  if (spool.size() != kPieces * kPieceBytes) return false;
  std::vector<std::uint8_t> bytes(kPieceBytes);
  for (std::uint64_t k = 0; k < kPieces; ++k) {
    spool.read(k * kPieceBytes, bytes.data(), kPieceBytes);
    if (bytes != piece(k)) return false;
  }
  return true;
}

}  // namespace

TEST_CASE(
    "what waits comes back, from the file, from memory and from across both, again and again") {
  ByteSpool spool(std::filesystem::temp_directory_path().string());
  for (int round = 0; round < 2; ++round) {
    fill(spool);
    CHECK(is_all_there(spool));
    spool.clear();
    CHECK(spool.size() == 0);
  }
}

TEST_CASE("without a folder for the file, what memory is not for is refused") {
  ByteSpool spool("/nowhere");
  spool.append(piece(0).data(), kPieceBytes);
  CHECK(spool.size() == kPieceBytes);
  CHECK_THROWS_WITH_AS(fill(spool), doctest::Contains("/nowhere: no room for results that wait"),
                       OutputError);
}
