// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/store/experiment_row.h"

#include "engine/error.h"
#include "engine/router_override.h"
#include "engine/store/schema.h"

namespace engine {

void write_experiment(Database& database, ReplyId reply, const RouterOverride& router)
{
    const bool plain = router == RouterOverride();
    if (plain && !has_table(database, "experiment")) return;
    if (!plain) require_format(database, router.shared_experts ? 2 : 3);
    if (plain)
        Statement(database, "DELETE FROM experiment WHERE message = ?").run(reply);
    else
        Statement(database, "INSERT OR REPLACE INTO experiment VALUES (?, ?)").run(reply, override_to_json(router));
}

ExperimentReader::ExperimentReader(Database& database)
{
    if (has_table(database, "experiment"))
        select_.emplace(database, "SELECT router FROM experiment WHERE message = ?1");
}

RouterOverride ExperimentReader::read(ReplyId reply)
{
    if (!select_ || !select_->bind(reply).step()) return {};
    const std::string json = select_->text(0);
    select_->reset();
    try {
        return override_from_json(json, "table experiment");
    } catch (const Error& error) {
        if (!error.code().starts_with("JSON-")) throw;
        throw Error({"TRACE-DAMAGED", "what a reply was made under cannot be read", "table experiment",
                     error.parts().found, "", "The document was not opened."});
    }
}

}  // namespace engine
