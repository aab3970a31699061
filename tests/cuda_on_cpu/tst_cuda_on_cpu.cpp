// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The stand-in for a device computes what CUDA says, and notices kernels that break its rules.
#include "engine/backend/cuda/intrinsics.cuh"

#include "device_array.h"

#include <QTest>

#include <bit>
#include <cmath>

using namespace engine::cuda;

namespace {

__global__ void sum_of_blocks(const float* x, float* sums)
{
    __shared__ float scratch[33];
    const float sum = block_sum(x[blockIdx.x * blockDim.x + threadIdx.x], scratch);
    sums[blockIdx.x * blockDim.x + threadIdx.x] = sum;
}

__global__ void reduce(const float* x, float* out)
{
    float sum = x[threadIdx.x], most = sum;
    for (int step = 16; step > 0; step /= 2) {
        sum += __shfl_xor_sync(~0u, sum, step);
        most = fmaxf(most, __shfl_xor_sync(~0u, most, step));
    }
    out[threadIdx.x] = sum;
    out[32 + threadIdx.x] = warp_sum(x[threadIdx.x]);
    out[64 + threadIdx.x] = most;
    out[96 + threadIdx.x] = warp_max(x[threadIdx.x]);
}

__global__ void shuffle(int* out)
{
    const int lane = int(threadIdx.x), all = 4 * 32 + lane;
    out[lane] = __shfl_sync(~0u, lane, 5, 8);
    out[32 + lane] = __shfl_up_sync(~0u, lane, 3, 16);
    out[64 + lane] = int(__shfl_down_sync(~0u, double(lane), 3));
    out[96 + lane] = int(__shfl_xor_sync(~0u, 0x100000000ull * unsigned(lane), 9) >> 32);
    out[all] = int(__ballot_sync(~0u, lane % 3 == 0));
    out[all + 32] = __any_sync(~0u, lane == 31) + 2 * __all_sync(~0u, lane < 31);
    const unsigned half = lane < 16 ? 0x0000FFFFu : 0xFFFF0000u;
    if (lane < 16) __syncwarp(half);  // halves go their own ways
    out[all + 64] = __shfl_xor_sync(half, lane, 1);
}

template <bool bf16, bool transposed>
__global__ void multiply(const std::uint16_t* a, const std::uint16_t* b, float* c)
{
    auto* shared = dynamic_shared<std::uint16_t>();  // a [16, 16], then b [8, 16]
    for (int i = int(threadIdx.x); i < 16 * 16; i += 32) shared[i] = a[i];
    for (int i = int(threadIdx.x); i < 8 * 16; i += 32) shared[256 + i] = b[i];
    __syncthreads();
    const int lane = int(threadIdx.x);
    std::uint32_t ra[4], rb[4];
    if (transposed)  // a lies transposed: rows of its quarters are columns
        load_matrices_transposed(ra, shared + (lane % 8 + lane / 16 * 8) * 16 + lane / 8 % 2 * 8);
    else
        load_matrices(ra, shared + (lane % 8 + lane / 8 % 2 * 8) * 16 + lane / 16 * 8);
    load_matrices(rb, shared + 256 + lane % 8 * 16 + lane / 8 % 2 * 8);
    float sums[4] = {1, 1, 1, 1};
    if (bf16)
        mma_bf16(sums, ra, {rb[0], rb[1]});
    else
        mma_half(sums, ra, {rb[0], rb[1]});
    for (int i = 0; i < 4; ++i) c[(lane / 4 + i / 2 * 8) * 8 + 2 * (lane % 4) + i % 2] = sums[i];
}

template <bool waits>
__global__ void copy_through_shared(const uint4* from, uint4* to)
{
    auto* shared = dynamic_shared<uint4>();
    for (unsigned i = threadIdx.x; i < 256; i += blockDim.x) copy_16(shared + i, from + i, i < 200);
    copies_commit();
    if (waits) copies_wait<0>();
    __syncthreads();
    for (unsigned i = threadIdx.x; i < 256; i += blockDim.x) to[i] = shared[255 - i];
}

template <bool synchronised>
__global__ void reverse(int* x)
{
    __shared__ int copy[256];
    copy[threadIdx.x] = x[threadIdx.x];
    if (synchronised) __syncthreads();
    x[threadIdx.x] = copy[255 - threadIdx.x];
}

__global__ void count_up(int* x) { ++x[blockIdx.x * blockDim.x + threadIdx.x]; }

__global__ void count_last_block(unsigned* arrived, int* last)
{
    if (threadIdx.x == 0 && atomicInc(arrived, gridDim.x - 1) == gridDim.x - 1) ++*last;
}

__global__ void half_waits(int* x)
{
    if (threadIdx.x < 48)
        __syncthreads();
    else
        *x = int(warp_sum(1.0f));
}

__global__ void different_calls()
{
    if (threadIdx.x % 2 == 0)
        __syncwarp();
    else
        __ballot_sync(~0u, 1);
}

__global__ void ends_early(int* x)
{
    if (threadIdx.x == 7) return;
    *x = __shfl_sync(~0u, 1, 0);
}

__global__ void copy_to_odd_address(const uint4* from) { copy_16(dynamic_shared<std::byte>() + 8, from, true); }

__global__ void read_shared(int* x) { x[blockIdx.x] = dynamic_shared<int>()[3]; }

__global__ void write_shared(int* x)
{
    int* shared = dynamic_shared<int>();
    shared[threadIdx.x] = 1;
    x[threadIdx.x] = shared[threadIdx.x];
}

std::vector<int> numbers(int n)
{
    std::vector<int> all;
    for (int i = 0; i < n; ++i) all.push_back(i);
    return all;
}

}  // namespace

class tst_cuda_on_cpu : public QObject {
    Q_OBJECT

private slots:
    void cleanup() { cudaDeviceReset(); }

    void every_thread_of_a_block_gets_its_sum()
    {
        std::vector<float> x(3 * 96);
        for (std::size_t i = 0; i < x.size(); ++i) x[i] = float(i % 17);
        const Array<float> from(x), sums(x.size());
        QCOMPARE(start(nullptr, sum_of_blocks, 3, 96, 0, from.data, sums.data), cudaSuccess);
        const auto found = sums.values();
        for (std::size_t block = 0; block < 3; ++block) {
            float sum = 0;
            for (std::size_t i = 0; i < 96; ++i) sum += x[96 * block + i];
            for (std::size_t i = 0; i < 96; ++i) QCOMPARE(found[96 * block + i], sum);
        }
    }

    void reductions_are_those_of_the_device()
    {
        std::vector<float> x;
        for (int i = 0; i < 32; ++i) x.push_back(std::sin(float(i)) * std::exp(float(i % 7)));
        const Array<float> from(x), out(4 * 32);
        QCOMPARE(start(nullptr, reduce, 1, 32, 0, from.data, out.data), cudaSuccess);
        const auto found = out.values();
        for (std::size_t lane = 0; lane < 32; ++lane) {
            QCOMPARE(std::bit_cast<unsigned>(found[lane]), std::bit_cast<unsigned>(found[32 + lane]));
            QCOMPARE(found[64 + lane], found[96 + lane]);
        }
    }

    void lanes_exchange_values()
    {
        const Array<int> out(7 * 32);
        QCOMPARE(start(nullptr, shuffle, 1, 32, 0, out.data), cudaSuccess);
        const auto found = out.values();
        for (int lane = 0; lane < 32; ++lane) {
            const auto at = [&](int row) { return found[std::size_t(32 * row + lane)]; };
            QCOMPARE(at(0), lane / 8 * 8 + 5);
            QCOMPARE(at(1), lane % 16 < 3 ? lane : lane - 3);
            QCOMPARE(at(2), lane > 28 ? lane : lane + 3);
            QCOMPARE(at(3), lane ^ 9);
            QCOMPARE(unsigned(at(4)), 0x49249249u);
            QCOMPARE(at(5), 1);
            QCOMPARE(at(6), lane ^ 1);
        }
    }

    void half_precision_rounds_to_nearest_even()
    {
        for (unsigned bits = 0; bits < 0x10000; ++bits) {
            const auto half = std::uint16_t(bits);
            const float value = half_to_float(half);
            if (std::isnan(value)) continue;
            QCOMPARE(float_to_half(value), half);
            const float next = half_to_float(std::uint16_t(bits + 1));
            if (std::isinf(value) || std::isinf(next) || std::isnan(next)) continue;
            const float middle = value + (next - value) / 2;
            QCOMPARE(float_to_half(middle), std::uint16_t(bits + (bits & 1)));
            QCOMPARE(float_to_half(std::nextafter(middle, value)), half);
        }
        QCOMPARE(half_to_float(0x3555), 0.333251953125f);
        QCOMPARE(half_to_float(1), 0x1p-24f);
        QCOMPARE(float_to_half(65519.996f), std::uint16_t(0x7BFF));
        QCOMPARE(float_to_half(65520), std::uint16_t(0x7C00));
        QCOMPARE(pack_bf16(1.00390625f, -1.01171875f), 0xBF823F80u);  // both half-way
    }

    void matrices_multiply_data()
    {
        QTest::addColumn<bool>("bf16");
        QTest::addColumn<bool>("transposed");
        QTest::addRow("half") << false << false;
        QTest::addRow("half, a transposed") << false << true;
        QTest::addRow("bfloat16") << true << false;
        QTest::addRow("bfloat16, a transposed") << true << true;
    }
    void matrices_multiply()
    {
        QFETCH(bool, bf16);
        QFETCH(bool, transposed);
        std::vector<std::uint16_t> a(16 * 16), b(8 * 16);
        const auto number = [&](float x) { return bf16 ? std::uint16_t(pack_bf16(x, 0)) : float_to_half(x); };
        const auto a_at = [](int row, int k) { return float((7 * row + 3 * k) % 11 - 5); };
        const auto b_at = [](int k, int column) { return float((5 * k + 2 * column) % 13 - 6); };
        for (int row = 0; row < 16; ++row)
            for (int k = 0; k < 16; ++k)
                a[std::size_t(transposed ? 16 * k + row : 16 * row + k)] = number(a_at(row, k));
        for (int column = 0; column < 8; ++column)
            for (int k = 0; k < 16; ++k) b[std::size_t(16 * column + k)] = number(b_at(k, column));
        const Array<std::uint16_t> da(a), db(b);
        const Array<float> dc(16 * 8);
        const auto kernel = bf16 ? (transposed ? multiply<true, true> : multiply<true, false>)
                                 : (transposed ? multiply<false, true> : multiply<false, false>);
        QCOMPARE(start(nullptr, kernel, 1, 32, 768, da.data, db.data, dc.data), cudaSuccess);
        const auto c = dc.values();
        for (int row = 0; row < 16; ++row)
            for (int column = 0; column < 8; ++column) {
                float sum = 1;
                for (int k = 0; k < 16; ++k) sum += a_at(row, k) * b_at(k, column);
                QCOMPARE(c[std::size_t(8 * row + column)], sum);
            }
    }

    void copies_are_there_after_the_wait_only()
    {
        std::vector<uint4> x(256);
        for (unsigned i = 0; i < 256; ++i) x[i] = {i, i + 1, i + 2, i + 3};
        const Array<uint4> from(x), to(256), too_early(256);
        QCOMPARE(start(nullptr, copy_through_shared<true>, 1, 64, 4096, from.data, to.data), cudaSuccess);
        QCOMPARE(start(nullptr, copy_through_shared<false>, 1, 64, 4096, from.data, too_early.data), cudaSuccess);
        const auto found = to.values(), wrong = too_early.values();
        int missing = 0;
        for (unsigned i = 0; i < 256; ++i) {
            const unsigned j = 255 - i;
            QCOMPARE(found[i].w, j < 200 ? j + 3 : 0);
            missing += wrong[i].w == 0xCBCBCBCB;
        }
        QVERIFY(missing > 64 && missing < 192);  // some happen at once, as on a device
    }

    void a_missing_barrier_shows()
    {
        const Array<int> x(numbers(256)), y(numbers(256));
        QCOMPARE(start(nullptr, reverse<true>, 1, 256, 0, x.data), cudaSuccess);
        QCOMPARE(start(nullptr, reverse<false>, 1, 256, 0, y.data), cudaSuccess);
        const auto right = x.values();
        for (int i = 0; i < 256; ++i) QCOMPARE(right[std::size_t(i)], 255 - i);
        QVERIFY(y.values() != right);
    }

    void shared_memory_begins_with_rubbish()
    {
        const Array<int> x(2);
        QCOMPARE(start(nullptr, write_shared, 1, 4, 16, Array<int>(4).data), cudaSuccess);
        QCOMPARE(start(nullptr, read_shared, 2, 1, 16, x.data), cudaSuccess);
        QCOMPARE(x.values(), std::vector<int>(2, int(0xCBCBCBCB)));
    }

    void the_last_block_knows_itself()
    {
        const Array<unsigned> arrived(std::vector<unsigned>{0});
        const Array<int> last(std::vector<int>{0});
        for (int i = 1; i <= 2; ++i) {
            QCOMPARE(start(nullptr, count_last_block, 5, 64, 0, arrived.data, last.data), cudaSuccess);
            QCOMPARE(last.values()[0], i);
        }
    }

    void threads_that_wait_for_ever_are_found_data()
    {
        QTest::addColumn<int>("which");
        QTest::addRow("a barrier that only some reach") << 0;
        QTest::addRow("two calls in one warp") << 1;
        QTest::addRow("a lane that has ended") << 2;
        QTest::addRow("a copy to an odd address") << 3;
    }
    void threads_that_wait_for_ever_are_found()
    {
        QFETCH(int, which);
        const Array<int> x(64);
        const auto run = [&] {
            switch (which) {
            case 0: return start(nullptr, half_waits, 2, 64, 0, x.data);
            case 1: return start(nullptr, different_calls, 1, 32, 0);
            case 2: return start(nullptr, ends_early, 1, 32, 0, x.data);
            default: return start(nullptr, copy_to_odd_address, 1, 32, 64, reinterpret_cast<const uint4*>(x.data));
            }
        };
        QCOMPARE(run(), which < 3 ? cudaErrorLaunchFailure : cudaErrorMisalignedAddress);
        QVERIFY(cudaDeviceSynchronize() != cudaSuccess);
        cudaDeviceReset();
        QCOMPARE(start(nullptr, count_up, 1, 64, 0, x.data), cudaSuccess);  // and the next one runs
    }
};

QTEST_GUILESS_MAIN(tst_cuda_on_cpu)
#include "tst_cuda_on_cpu.moc"
