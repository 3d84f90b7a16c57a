#pragma once

#include <bit>
#include <cstdint>

namespace tiffin::planning {

/// Numbers from a seed, the same on every machine (SplitMix64: Steele, Lea and Flood, OOPSLA 2014).
class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        std::uint64_t mixed = state_ += 0x9E3779B97F4A7C15U;
        mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
        return mixed ^ (mixed >> 31U);
    }

    /// 0 … sides - 1
    std::uint32_t below(std::uint32_t sides) {
        return static_cast<std::uint32_t>(((next() >> 32U) * sides) >> 32U);
    }

    /// -log2 of a number evenly spread between 0 and 1, in 1/65536, within 0.09: exponential waiting times
    /// without a mathematics library, whose last bits differ.
    std::int64_t waiting_time() {
        const std::uint64_t bits = next() | 1U;
        const auto zeros = static_cast<unsigned>(std::countl_zero(bits));
        const std::uint64_t mantissa = zeros == 63U ? 0 : (bits << (zeros + 1U)) >> 48U;
        return (static_cast<std::int64_t>(zeros + 1U) << 16U) - static_cast<std::int64_t>(mantissa);
    }

  private:
    std::uint64_t state_;
};

}  // namespace tiffin::planning
