// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
// What is no CUDA plug-in is refused with a reason, and never with a crash.
#include "engine/backend/cuda_plugin.h"
#include "engine/error.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>
#include <thread>

using namespace engine;

class tst_cuda_plugin : public QObject {
    Q_OBJECT

    static QString reason_for(const std::string& file)
    {
        const CudaPlugin* plugin = reinterpret_cast<const CudaPlugin*>(1);
        const CudaDevices found = find_cuda_devices(file.c_str(), plugin);
        const bool refused = !plugin && found.devices.empty() && found.has_driver;
        return refused ? QString::fromStdString(found.reason) : QStringLiteral("it was taken");
    }

private slots:
    void a_missing_file()
    {
        const QString reason = reason_for("/nowhere/libexpertscope_cuda.so");
        QVERIFY2(reason.startsWith("the CUDA part cannot be loaded (/nowhere/libexpertscope_cuda.so: "),
                 qPrintable(reason));
    }

    void a_file_that_is_no_library()
    {
        const QTemporaryDir folder;
        const std::string file = folder.filePath("plugin.so").toStdString();
        for (const char* content : {"", "\177ELF", "#!/bin/sh\nexit 1\n"}) {
            std::ofstream(file) << content;
            const QString reason = reason_for(file);
            QVERIFY2(reason.startsWith("the CUDA part cannot be loaded ("), qPrintable(reason));
        }
        const QString reason = reason_for(folder.path().toStdString());
        QVERIFY2(reason.startsWith("the CUDA part cannot be loaded ("), qPrintable(reason));
    }

    void a_library_of_something_else()
    {
        const QString reason = reason_for(OTHER_LIBRARY);
        QVERIFY2(reason.endsWith("is not the CUDA part of this program"), qPrintable(reason));
    }

    void the_plugin_of_another_build()
    {
        const QString reason = reason_for(FOREIGN_PLUGIN);
        QVERIFY2(reason.endsWith("belongs to another build of this program"), qPrintable(reason));
    }

    void the_machine_is_looked_at_once_by_any_thread()
    {
        std::vector<const CudaDevices*> seen(8);
        {
            std::vector<std::jthread> threads;
            for (auto& one : seen) threads.emplace_back([&one] { one = &cuda_devices(); });
        }
        for (const CudaDevices* one : seen) QCOMPARE(one, seen.front());
        QCOMPARE(seen.front()->devices.empty(), !seen.front()->reason.empty());
        qInfo("%s", seen.front()->reason.c_str());
    }

    void without_a_device_nothing_is_made()
    {
        if (!cuda_devices().devices.empty()) QSKIP("this machine has one");
        QVERIFY_THROWS_EXCEPTION(Error, make_cuda_backend(0, 0));
        QVERIFY_THROWS_EXCEPTION(Error, cuda_free_memory(0));
    }
};

QTEST_APPLESS_MAIN(tst_cuda_plugin)
#include "tst_cuda_plugin.moc"
