// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recording.h"
#include "ui/models/labels.h"
#include "ui/plots/labelled_bars.h"
#include "ui/theme.h"
#include "ui/views/open_model_dialog.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

class TestOpenModelDialog : public QObject {
    Q_OBJECT

    static std::shared_ptr<engine::ModelCard> card()
    {
        auto card = recording::workshopCard();
        card->model_type = "deepseek_v3";
        card->weight_bytes = 1 << 30;
        card->cache_bytes_per_token = 1 << 16;
        card->context = 1024;
        card->max_position_embeddings = 8192;
        return card;
    }

    static bool says(const QDialog& dialog, const QString& words)
    {
        for (const auto* label : dialog.findChildren<QLabel*>())
            if (label->text().contains(words)) return true;
        return false;
    }

    static QPushButton* openButton(const QDialog& dialog)
    {
        for (auto* button : dialog.findChildren<QPushButton*>())
            if (button->isDefault()) return button;
        return nullptr;
    }

private slots:
    void initTestCase() { ui::applyTheme(*qApp, ui::darkTheme(), 10); }

    void saysWhatAModelNeedsBeforeItIsOpened()
    {
        ui::OpenModelDialog dialog({"a", "b"}, qint64(2) << 30);
        QSignalSpy opened(&dialog, &ui::OpenModelDialog::openWanted);
        dialog.show();
        QVERIFY(!openButton(dialog)->isEnabled());
        dialog.showCard("b", card());  // an answer that comes late, to what is no longer chosen
        QVERIFY(!openButton(dialog)->isEnabled());
        dialog.showCard("a", card());
        QVERIFY(openButton(dialog)->isEnabled());
        const qint64 left = (qint64(2) << 30) - engine::estimate_fit(*card(), 1024).total();
        QVERIFY(says(dialog, "It fits: " + ui::bytesText(left) + " stay free."));
        const auto& rows = dialog.findChild<ui::LabelledBars*>()->rows();
        QCOMPARE(rows.size(), size_t(5));
        QCOMPARE(rows[0].value, QStringLiteral("1.0 GiB"));
        QCOMPARE(rows[1].value, QStringLiteral("64 MiB"));

        dialog.findChild<QSpinBox*>()->setValue(2048);
        QCOMPARE(dialog.findChild<ui::LabelledBars*>()->rows()[1].value, QStringLiteral("128 MiB"));
        QCoreApplication::processEvents();
        dialog.grab().save(QStringLiteral(EXPERTSCOPE_BINARY_DIR "/open_model_dialog.png"));
        openButton(dialog)->click();
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened[0][0].toString(), QStringLiteral("a"));
        QCOMPARE(opened[0][1].toInt(), 2048);
        QCOMPARE(opened[0][2].toString(), QStringLiteral("auto"));
    }

    void saysWhyThereIsNoGpu()
    {
        ui::OpenModelDialog dialog({"a"}, qint64(2) << 30);
        dialog.setDevice(QStringLiteral("cuda"));
        dialog.show();
        dialog.setGpus({{}, "no NVIDIA driver on this machine", false});
        dialog.showCard("a", card());
        QVERIFY(says(dialog, "no NVIDIA driver on this machine"));
        QVERIFY(says(dialog, "It fits: "));
        const auto* devices = dialog.findChild<QComboBox*>();
        QCOMPARE(devices->count(), 3);
        QVERIFY(!(devices->model()->index(2, 0).flags() & Qt::ItemIsEnabled));
    }

    void saysWhetherItFitsTheGpu()
    {
        ui::OpenModelDialog dialog({"a"}, qint64(2) << 30);
        QSignalSpy opened(&dialog, &ui::OpenModelDialog::openWanted);
        dialog.show();
        engine::CudaDevices gpus;
        gpus.devices.push_back({0, "A card", 90, std::uint64_t(8) << 30, "0000:01:00.0"});
        dialog.setGpus(gpus);
        dialog.showCard("a", card());
        const engine::DeviceFit fit = engine::estimate_device_fit(*card(), 1024);
        const auto& rows = dialog.findChild<ui::LabelledBars*>()->rows();
        QCOMPARE(rows[0].label, QStringLiteral("weights, copied to the GPU"));
        QCOMPARE(rows[3].value, ui::bytesText(fit.total()));
        QCOMPARE(rows[4].label, QStringLiteral("memory of the GPU"));
        QVERIFY(says(dialog, "It fits: " + ui::bytesText((qint64(8) << 30) - fit.total()) + " stay free."));

        dialog.setFreeGpuMemory(fit.total() - 1);
        QVERIFY(says(dialog, "It does not fit the GPU, so the processor computes it. It fits: "));
        QCOMPARE(dialog.findChild<ui::LabelledBars*>()->rows()[0].label,
                 QStringLiteral("weights, mapped from the files"));
        dialog.setDevice(QStringLiteral("cuda"));
        const int longest = engine::longest_device_context(*card(), fit.total() - 1);
        QVERIFY(longest > 0 && longest < 1024);
        QVERIFY(says(dialog, QStringLiteral("at most %1 positions would").arg(longest)));
        dialog.setFreeGpuMemory(1 << 20);
        QVERIFY(says(dialog, "A smaller quantisation may"));
        QCoreApplication::processEvents();
        dialog.grab().save(QStringLiteral(EXPERTSCOPE_BINARY_DIR "/open_model_dialog_gpu.png"));
        openButton(dialog)->click();  // the user decides
        QCOMPARE(opened[0][2].toString(), QStringLiteral("cuda"));
    }

    void offersEveryGpu()
    {
        ui::OpenModelDialog dialog({"a"}, qint64(2) << 30);
        QSignalSpy opened(&dialog, &ui::OpenModelDialog::openWanted), chosen(&dialog, &ui::OpenModelDialog::deviceChosen);
        dialog.setDevice(QStringLiteral("cuda:2"));  // before anybody knows what there is
        dialog.show();
        engine::CudaDevices gpus;
        gpus.devices.push_back({0, "A card", 90, std::uint64_t(8) << 30, "0000:01:00.0"});
        gpus.devices.push_back({2, "A card", 90, std::uint64_t(1) << 20, "0000:02:00.0"});
        dialog.setGpus(gpus);
        dialog.showCard("a", card());
        auto* devices = dialog.findChild<QComboBox*>();
        QCOMPARE(devices->count(), 4);
        QCOMPARE(devices->currentText(), QStringLiteral("2: A card"));
        QCOMPARE(dialog.gpuPlace(), std::string("0000:02:00.0"));
        QVERIFY(says(dialog, "It does not fit the GPU"));
        devices->setCurrentIndex(2);
        QVERIFY(!chosen.isEmpty());
        QCOMPARE(dialog.gpuPlace(), std::string("0000:01:00.0"));
        QVERIFY(says(dialog, "It fits: "));
        dialog.setGpus(gpus);  // asked again
        QCOMPARE(devices->currentIndex(), 2);
        QCOMPARE(devices->count(), 4);
        devices->setCurrentIndex(3);
        openButton(dialog)->click();
        QCOMPARE(opened[0][2].toString(), QStringLiteral("cuda:2"));
    }

    void saysWhenItDoesNotFit()
    {
        ui::OpenModelDialog dialog({"a"}, qint64(1) << 20);
        dialog.showCard("a", card());
        QVERIFY(says(dialog, "larger than the free memory"));
        QVERIFY(openButton(dialog)->isEnabled());  // the user decides
    }

    void showsAnErrorAsPlainText()
    {
        ui::OpenModelDialog dialog({"a"}, {});
        dialog.showFailure("a", {"GGUF-MAGIC", "this is no GGUF file", "<b>a</b>", "", "", "It was not opened."});
        QVERIFY(says(dialog, "GGUF-MAGIC - this is no GGUF file, in <b>a</b>."));
        for (const auto* label : dialog.findChildren<QLabel*>())
            if (label->text().contains(u'<')) QCOMPARE(label->textFormat(), Qt::PlainText);
        QVERIFY(!openButton(dialog)->isEnabled());
    }
};

QTEST_MAIN(TestOpenModelDialog)
#include "tst_open_model_dialog.moc"
