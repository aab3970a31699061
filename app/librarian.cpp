// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/librarian.h"

#include "engine/cuda_devices.h"
#include "ui/models/timeline.h"

#include <QDir>

#include <new>

namespace app {
namespace {

std::vector<float>* scores_of(engine::Event& event)
{
    auto* token = std::get_if<engine::TokenEvent>(&event);
    return token ? &token->routing.scores : nullptr;
}

/// Of a long document the newest tokens keep their router scores: no more than the window can hold.
OpenedDocument read_document(const std::filesystem::path& file, bool foreign)
{
    const engine::Store store = foreign ? engine::Store::open_foreign(file) : engine::Store::open(file);
    OpenedDocument opened{file, foreign, store.read(), {}, store.device()};
    std::size_t released = 0;
    std::int64_t bytes = 0;
    for (const engine::StoredMessage& message : opened.document.messages) {
        if (message.message.role != engine::Role::Assistant) continue;
        store.replay(message.id, [&](engine::Event& event) {
            if (auto* scores = scores_of(event)) bytes += std::int64_t(scores->size() * sizeof(float));
            opened.events.push_back(std::move(event));
            while (bytes > ui::Timeline::score_bytes) {
                auto* oldest = scores_of(opened.events[released++]);
                if (!oldest) continue;
                bytes -= std::int64_t(oldest->size() * sizeof(float));
                std::vector<float>().swap(*oldest);
            }
        });
    }
    for (engine::Event& found : store.findings(opened.document)) opened.events.push_back(std::move(found));
    return opened;
}

}  // namespace

Librarian::Librarian(std::filesystem::path folder) : folder_(std::move(folder))
{
    thread_.setMaxThreadCount(1);
}

Librarian::~Librarian()
{
    thread_.clear();
    thread_.waitForDone();
}

void Librarian::list(const std::string& words)
{
    post([this, words](engine::Library& library) -> Answer {
        library.refresh();
        auto entries = words.empty() ? library.list() : library.search(words);
        return [this, entries = std::move(entries), found = !words.empty()] { emit listed(entries, found); };
    });
}

bool Librarian::isForeign(const std::filesystem::path& file) const
{
    return std::filesystem::weakly_canonical(file).parent_path() != std::filesystem::weakly_canonical(folder_);
}

void Librarian::open(const std::filesystem::path& file)
{
    post([this, file](engine::Library&) -> Answer {
        auto document = std::make_shared<OpenedDocument>(read_document(file, isForeign(file)));
        return [this, document] { emit opened(document); };
    });
}

void Librarian::openForComparison(const std::filesystem::path& file)
{
    post([this, file](engine::Library&) -> Answer {
        OpenedDocument opened = read_document(file, isForeign(file));
        auto replies = ui::loadReplies(opened.document, std::move(opened.events));
        return [this, replies] { emit openedForComparison(replies); };
    });
}

void Librarian::rename(const std::filesystem::path& file, const std::string& title)
{
    post([this, file, title](engine::Library& library) -> Answer {
        engine::Store store = engine::Store::open(file);
        store.set_title(title);
        library.index(file, store.read());
        auto entries = library.list();
        return [this, entries = std::move(entries)] { emit listed(entries, false); };
    });
}

void Librarian::remove(const std::filesystem::path& file)
{
    post([this, file](engine::Library& library) -> Answer {
        library.remove(file);
        auto entries = library.list();
        return [this, entries = std::move(entries)] { emit listed(entries, false); };
    });
}

void Librarian::exportTo(const std::filesystem::path& file, const std::filesystem::path& target)
{
    post([this, file, target](engine::Library&) -> Answer {
        engine::Store::open(file).export_to(target);
        return [this, target] { emit exported(target); };
    });
}

void Librarian::makeFile()
{
    post([this](engine::Library& library) -> Answer {
        return [this, file = library.new_file()] { emit fileMade(file); };
    });
}

void Librarian::inspect(const QString& model)
{
    post([this, model](engine::Library&) -> Answer {
        try {
            auto card = engine::inspect_model(model.toStdString());
            engine::cuda_devices();  // the window asks next, and must not wait for what the first call does
            return [this, model, card] { emit inspected(model, card); };
        } catch (const engine::Error& error) {  // belongs to the model that was looked at, not to the window
            return [this, model, parts = error.parts()] { emit notInspected(model, parts); };
        }
    });
}

void Librarian::findModels(const QString& folder)
{
    post([this, folder](engine::Library&) -> Answer {
        QStringList paths;
        for (const auto& path : engine::find_models(folder.toStdString()))
            paths << QString::fromStdString(path.string());
        return [this, paths] { emit modelsFound(paths); };
    });
}

void Librarian::findSamples(const QString& folder)
{
    post([this, folder](engine::Library&) -> Answer {
        std::vector<engine::LibraryEntry> samples;
        for (const QFileInfo& file : QDir(folder).entryInfoList({QStringLiteral("*.expertscope")}, QDir::Files)) {
            const std::filesystem::path path = file.filePath().toStdString();
            try {
                const engine::Document document = engine::Store::open_foreign(path).read();
                samples.push_back({path, document.title, file.lastModified().toMSecsSinceEpoch(), {},
                                   engine::holds_experiment(document)});
            } catch (const engine::Error&) {
                continue;  // whoever opens it is told why; the list shows what can be opened
            }
        }
        return [this, samples = std::move(samples)] { emit samplesFound(samples); };
    });
}

engine::Library& Librarian::library()
{
    if (!library_) library_ = std::make_unique<engine::Library>(folder_);
    return *library_;
}

void Librarian::post(Job job)
{
    thread_.start([this, job = std::move(job)] {
        Answer answer;
        const auto fail = [this](engine::ErrorParts error) -> Answer { return [this, error] { emit failed(error); }; };
        try {
            answer = job(library());
        } catch (const engine::Error& error) {
            answer = fail(error.parts());
        } catch (const std::filesystem::filesystem_error& error) {
            answer = fail(
                {"STORE-IO", "the file cannot be reached", error.path1().string(), error.code().message(), {}, {}});
        } catch (const std::bad_alloc&) {
            answer = fail({"MEMORY", "not enough memory to read this document", {}, {}, {}, "It was not opened."});
        }
        QMetaObject::invokeMethod(this, answer, Qt::QueuedConnection);
    });
}

}  // namespace app
