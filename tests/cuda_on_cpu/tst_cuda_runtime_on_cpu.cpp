// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The stand-in for CUDA's runtime: memory, streams, recordings, and devices that fail on demand.
#include "device_array.h"

#include <QTest>

#include <fcntl.h>

#include <cerrno>

namespace {

__global__ void count_up(int* x) { ++x[blockIdx.x * blockDim.x + threadIdx.x]; }

}  // namespace

class tst_cuda_runtime_on_cpu : public QObject {
    Q_OBJECT

private slots:
    void cleanup()
    {
        for (const char* name : {"MEMORY", "LOSE_AFTER", "DEVICES", "DRIVER", "CAPABILITY", "DEFER"})
            qunsetenv(QByteArray("EXPERTSCOPE_CUDA_ON_CPU_") + name);
        cudaDeviceReset();
    }

    void kernels_reach_no_memory_of_the_host()
    {
        std::vector<int> on_host(64);
        const Array<int> x(64);
        QCOMPARE(start(nullptr, count_up, 1, 64, 0, on_host.data()), cudaErrorIllegalAddress);
        QCOMPARE(cudaHostRegister(on_host.data(), 256, cudaHostRegisterDefault), cudaSuccess);
        QCOMPARE(start(nullptr, count_up, 1, 64, 0, on_host.data()), cudaSuccess);
        QCOMPARE(on_host[63], 1);
        QCOMPARE(cudaHostUnregister(on_host.data()), cudaSuccess);
    }

    void the_host_reaches_no_memory_of_the_device()
    {
#if defined(__SANITIZE_ADDRESS__)
        QSKIP("AddressSanitizer watches this memory in its own way");
#endif
        const Array<int> x(std::vector<int>(1000, 5));
        const auto* address = reinterpret_cast<const char*>(x.data);
        QCOMPARE(open(address, O_RDONLY), -1);
        QCOMPARE(errno, EFAULT);
    }

    void launches_have_limits()
    {
        const Array<int> x(64);
        QCOMPARE(start(nullptr, count_up, 1, 1056, 0, x.data), cudaErrorInvalidConfiguration);
        QCOMPARE(start(nullptr, count_up, 0, 32, 0, x.data), cudaErrorInvalidConfiguration);
        QCOMPARE(start(nullptr, count_up, 1, 1, 50000, x.data), cudaErrorInvalidValue);
        QCOMPARE(cudaFuncSetAttribute(count_up, cudaFuncAttributeMaxDynamicSharedMemorySize, 65536), cudaSuccess);
        QCOMPARE(start(nullptr, count_up, 1, 1, 50000, x.data), cudaSuccess);
        qputenv("EXPERTSCOPE_CUDA_ON_CPU_CAPABILITY", "75");
        QCOMPARE(cudaFuncSetAttribute(count_up, cudaFuncAttributeMaxDynamicSharedMemorySize, 65537),
                 cudaErrorInvalidValue);
    }

    void a_recording_runs_again()
    {
        const Array<int> x(std::vector<int>(64, 0));
        int source = 10;
        cudaStream_t stream = nullptr;
        cudaEvent_t inside = nullptr, only_order = nullptr;
        cudaGraph_t graph = nullptr;
        cudaGraphExec_t executable = nullptr;
        cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking);
        cudaEventCreate(&inside);
        cudaEventCreate(&only_order);
        QCOMPARE(cudaStreamBeginCapture(stream, cudaStreamCaptureModeThreadLocal), cudaSuccess);
        QCOMPARE(cudaMemcpyAsync(x.data, &source, 4, cudaMemcpyHostToDevice, stream), cudaSuccess);
        QCOMPARE(start(stream, count_up, 2, 32, 0, x.data), cudaSuccess);
        QCOMPARE(cudaEventRecordWithFlags(inside, stream, cudaEventRecordExternal), cudaSuccess);
        QCOMPARE(cudaEventRecord(only_order, stream), cudaSuccess);
        QCOMPARE(cudaStreamEndCapture(stream, &graph), cudaSuccess);
        QCOMPARE(cudaGraphInstantiate(&executable, graph), cudaSuccess);
        QCOMPARE(x.values()[0], 0);
        float milliseconds = 0;
        QCOMPARE(cudaEventElapsedTime(&milliseconds, inside, inside), cudaErrorInvalidResourceHandle);
        for (int i = 1; i <= 2; ++i) {
            source = 10 * i;
            QCOMPARE(cudaGraphLaunch(executable, stream), cudaSuccess);
            QCOMPARE(x.values()[0], 10 * i + 1);
            QCOMPARE(x.values()[63], i);
        }
        QCOMPARE(cudaEventElapsedTime(&milliseconds, inside, inside), cudaSuccess);
        QCOMPARE(cudaEventQuery(only_order), cudaErrorCapturedEvent);
        cudaGraphExecDestroy(executable);
        cudaGraphDestroy(graph);
        cudaEventDestroy(inside);
        cudaEventDestroy(only_order);
        cudaStreamDestroy(stream);
    }

    void a_recording_is_spoilt_by_allocating_and_waiting()
    {
        cudaStream_t stream = nullptr;
        cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking);
        const auto spoilt_by = [&](auto call) {
            cudaGraph_t graph = nullptr;
            return cudaStreamBeginCapture(stream, cudaStreamCaptureModeThreadLocal) == cudaSuccess &&
                   call() == cudaErrorStreamCaptureUnsupported &&
                   cudaStreamEndCapture(stream, &graph) == cudaErrorStreamCaptureInvalidated && !graph;
        };
        void* memory = nullptr;
        int number = 0;
        const Array<int> x(1);
        QVERIFY(spoilt_by([&] { return cudaMalloc(&memory, 16); }));
        QVERIFY(spoilt_by([&] { return cudaFree(x.data); }));
        QVERIFY(spoilt_by([&] { return cudaStreamSynchronize(stream); }));
        QVERIFY(spoilt_by([&] { return cudaDeviceSynchronize(); }));
        QVERIFY(spoilt_by([&] { return cudaMemcpy(x.data, &number, 4, cudaMemcpyHostToDevice); }));
        cudaStreamDestroy(stream);
    }

    void work_can_come_late()
    {
        qputenv("EXPERTSCOPE_CUDA_ON_CPU_DEFER", "1");
        const Array<int> x(std::vector<int>(32, 0));
        int* pinned = nullptr;
        QCOMPARE(cudaMallocHost(&pinned, 4), cudaSuccess);
        *pinned = -1;
        cudaEvent_t done = nullptr;
        cudaEventCreate(&done);
        QCOMPARE(start(nullptr, count_up, 1, 32, 0, x.data), cudaSuccess);
        QCOMPARE(cudaMemcpyAsync(pinned, x.data, 4, cudaMemcpyDeviceToHost), cudaSuccess);
        QCOMPARE(cudaEventRecord(done), cudaSuccess);
        QCOMPARE(*pinned, -1);
        QCOMPARE(cudaEventQuery(done), cudaErrorNotReady);
        QCOMPARE(cudaEventSynchronize(done), cudaSuccess);
        QCOMPARE(*pinned, 1);
        cudaEventDestroy(done);
        cudaFreeHost(pinned);
    }

    void memory_ends_and_is_told_apart()
    {
        qputenv("EXPERTSCOPE_CUDA_ON_CPU_MEMORY", "1000000");
        std::size_t available = 0, total = 0;
        int *memory = nullptr, *more = nullptr, on_host[4] = {};
        QCOMPARE(cudaMalloc(&memory, 600000), cudaSuccess);
        QCOMPARE(cudaMalloc(&more, 600000), cudaErrorMemoryAllocation);
        QCOMPARE(cudaGetLastError(), cudaErrorMemoryAllocation);
        QCOMPARE(cudaMemGetInfo(&available, &total), cudaSuccess);
        QCOMPARE(total, std::size_t(1000000));
        QCOMPARE(available, std::size_t(400000));
        QCOMPARE(cudaMemcpy(on_host, memory, 16, cudaMemcpyHostToDevice), cudaErrorInvalidValue);
        QCOMPARE(cudaMemcpy(on_host, memory + 149999, 16, cudaMemcpyDeviceToHost), cudaErrorInvalidValue);
        QCOMPARE(cudaFree(memory), cudaSuccess);
        QCOMPARE(cudaFree(memory), cudaErrorInvalidValue);
        QCOMPARE(cudaMalloc(&more, 600000), cudaSuccess);
        QCOMPARE(cudaFree(more), cudaSuccess);
    }

    void a_lost_device_stays_lost()
    {
        const Array<int> x(std::vector<int>(32, 0));
        qputenv("EXPERTSCOPE_CUDA_ON_CPU_LOSE_AFTER", "2");
        QCOMPARE(start(nullptr, count_up, 1, 32, 0, x.data), cudaSuccess);
        QCOMPARE(start(nullptr, count_up, 1, 32, 0, x.data), cudaSuccess);
        QCOMPARE(start(nullptr, count_up, 1, 32, 0, x.data), cudaErrorLaunchFailure);
        int number = 0;
        QCOMPARE(cudaMemcpy(&number, x.data, 4, cudaMemcpyDeviceToHost), cudaErrorLaunchFailure);
        QCOMPARE(cudaDeviceSynchronize(), cudaErrorLaunchFailure);
        QCOMPARE(cudaGetLastError(), cudaErrorLaunchFailure);
        qunsetenv("EXPERTSCOPE_CUDA_ON_CPU_LOSE_AFTER");
        QCOMPARE(cudaDeviceSynchronize(), cudaErrorLaunchFailure);
        cudaDeviceReset();
        QCOMPARE(x.values()[0], 2);
    }

    void machines_differ()
    {
        int count = -1, version = 0;
        QCOMPARE(cudaGetDeviceCount(&count), cudaSuccess);
        QCOMPARE(count, 1);
        qputenv("EXPERTSCOPE_CUDA_ON_CPU_DEVICES", "0");
        QCOMPARE(cudaGetDeviceCount(&count), cudaErrorNoDevice);
        qputenv("EXPERTSCOPE_CUDA_ON_CPU_DRIVER", "12040");
        QCOMPARE(cudaGetDeviceCount(&count), cudaErrorInsufficientDriver);
        QCOMPARE(cudaDriverGetVersion(&version), cudaSuccess);
        QCOMPARE(version, 12040);
        QCOMPARE(cudaGetErrorName(cudaErrorInsufficientDriver), "cudaErrorInsufficientDriver");
    }
};

QTEST_GUILESS_MAIN(tst_cuda_runtime_on_cpu)
#include "tst_cuda_runtime_on_cpu.moc"
