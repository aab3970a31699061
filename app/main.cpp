// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"

#include <QApplication>
#include <QCommandLineParser>

#include <cstdio>

namespace {

struct Usage {
    QCommandLineParser parser;

    Usage()
    {
        parser.setApplicationDescription(QStringLiteral("Talk to a Mixture-of-Experts model and see it think."));
        parser.addHelpOption();
        parser.addVersionOption();
        parser.addOptions({
            {QStringLiteral("model"), QStringLiteral("Model directory, or the name of a bundled model."),
             QStringLiteral("MODEL"), QStringLiteral("workshop")},
            {QStringLiteral("open"), QStringLiteral("Session file to open."), QStringLiteral("F.expertscope")},
            {QStringLiteral("ask"), QStringLiteral("Ask this at once; the reply is also printed."),
             QStringLiteral("TEXT")},
            {QStringLiteral("lesson"), QStringLiteral("Lesson to open: its name in resources/lessons, or a file."),
             QStringLiteral("LESSON")},
            {QStringLiteral("step"), QStringLiteral("Step of the lesson, from 1."), QStringLiteral("N")},
            {QStringLiteral("present"), QStringLiteral("Show the lesson in the presenter's window.")},
            {QStringLiteral("device"), QStringLiteral("auto, cpu, cuda or cuda:N; otherwise as chosen in the window."),
             QStringLiteral("DEVICE")},
            {QStringLiteral("theme"), QStringLiteral("dark or light."), QStringLiteral("THEME")},
            {QStringLiteral("lang"), QStringLiteral("en or ja."), QStringLiteral("LANGUAGE")},
            {QStringLiteral("size"), QStringLiteral("Size of the window."), QStringLiteral("WxH")},
            {QStringLiteral("shot"),
             QStringLiteral("Save the window as a picture once the reply is complete, and quit."),
             QStringLiteral("F.png")},
        });
    }

    /// Nothing when the command line is wrong; `error` says why.
    std::optional<app::Options> read(const QStringList& arguments, QString& error)
    {
        if (!parser.parse(arguments)) return error = parser.errorText(), std::nullopt;
        if (parser.isSet(QStringLiteral("help"))) parser.showHelp();
        if (parser.isSet(QStringLiteral("version"))) parser.showVersion();
        app::Options options;
        options.model = parser.value(QStringLiteral("model"));
        options.open = parser.value(QStringLiteral("open"));
        options.ask = parser.value(QStringLiteral("ask"));
        options.shot = parser.value(QStringLiteral("shot"));
        options.lesson = parser.value(QStringLiteral("lesson"));
        options.step = parser.value(QStringLiteral("step")).toInt();
        options.present = parser.isSet(QStringLiteral("present"));
        options.language = parser.value(QStringLiteral("lang"));
        options.device = parser.value(QStringLiteral("device"));
        const QString theme = parser.value(QStringLiteral("theme"));
        if (!theme.isEmpty()) options.dark = theme == QLatin1String("dark");
        if (!theme.isEmpty() && !*options.dark && theme != QLatin1String("light"))
            error = QStringLiteral("--theme is dark or light.");
        if (!options.language.isEmpty() && options.language != QLatin1String("en") &&
            options.language != QLatin1String("ja"))
            error = QStringLiteral("--lang is en or ja.");
        if (!options.device.isEmpty() && !ui::Settings::isDevice(options.device))
            error = QStringLiteral("--device is auto, cpu, cuda or cuda:N.");
        if (!options.shot.isEmpty() && options.ask.isEmpty() && options.open.isEmpty() && options.lesson.isEmpty())
            error = QStringLiteral("--shot needs --ask, --open or --lesson.");
        if (!parser.positionalArguments().isEmpty()) error = QStringLiteral("Unknown argument.");
        if (parser.isSet(QStringLiteral("size"))) readSize(parser.value(QStringLiteral("size")), options, error);
        return error.isEmpty() ? std::optional(options) : std::nullopt;
    }

    static void readSize(const QString& text, app::Options& options, QString& error)
    {
        const QStringList parts = text.split(QLatin1Char('x'));
        options.size = parts.size() == 2 ? QSize(parts[0].toInt(), parts[1].toInt()) : QSize();
        const bool sensible = options.size.width() >= 640 && options.size.height() >= 400 &&
                              options.size.width() <= 16384 && options.size.height() <= 16384;
        if (!sensible) error = QStringLiteral("--size is WIDTHxHEIGHT, from 640x400 to 16384x16384.");
    }
};

}  // namespace

int main(int argc, char** argv)
{
    QApplication qt(argc, argv);
    QApplication::setApplicationName(QStringLiteral("expertscope"));
    QApplication::setApplicationDisplayName(QStringLiteral("Expertscope"));
    QApplication::setApplicationVersion(QStringLiteral(EXPERTSCOPE_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("expertscope"));

    QString error;
    Usage usage;
    auto options = usage.read(QApplication::arguments(), error);
    if (!options) {
        std::fprintf(stderr, "USAGE - %s Try --help.\n", qUtf8Printable(error));
        return 2;
    }
    const bool hidden = QApplication::platformName() == QLatin1String("offscreen");
    options->quitWhenAnswered = hidden && !options->ask.isEmpty();

    app::Application application(*options);
    QObject::connect(
        &application, &app::Application::finished, &qt, [](int status) { QApplication::exit(status); },
        Qt::QueuedConnection);
    application.start();
    return QApplication::exec();
}
