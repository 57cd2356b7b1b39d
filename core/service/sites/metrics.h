// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/sites/siteservices.h"

#include <QByteArray>

namespace tegata {

// What a monitoring system reads, in Prometheus' text exposition format 0.0.4: whether the store is whole, the clock,
// the lists. No person's or customer's data. Errors: the store's.
Result<QByteArray> metricsText(const SiteServices &services);

} // namespace tegata
