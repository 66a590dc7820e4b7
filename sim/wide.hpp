// Whole numbers of 128 bits: sums of products of times and amounts, exact in any order.
#pragma once

namespace caravan {

__extension__ using Wide = __int128;
__extension__ using UnsignedWide = unsigned __int128;

}  // namespace caravan
