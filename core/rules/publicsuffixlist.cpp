// SPDX-License-Identifier: Apache-2.0
#include "core/rules/publicsuffixlist.h"

#include <libpsl.h>

#include <memory>

namespace tegata {

namespace {

struct FreeList
{
    void operator()(psl_ctx_t *list) const noexcept { psl_free(list); }
};

// Read once. psl_latest answers libpsl's own copy where the system has no newer one, and is never changed afterwards.
const psl_ctx_t *list()
{
    static const std::unique_ptr<psl_ctx_t, FreeList> latest(psl_latest(nullptr));
    return latest.get();
}

} // namespace

bool isPublicSuffix(const QString &name)
{
    return psl_is_public_suffix2(list(), name.toUtf8().constData(), PSL_TYPE_ICANN | PSL_TYPE_NO_STAR_RULE) == 1;
}

// Not psl_registrable_domain(): that one also applies the private section and the star rule.
QString registrableDomain(const QString &name)
{
    QString candidate;
    QString rest = name;
    while (!isPublicSuffix(rest)) {
        const qsizetype dot = rest.indexOf(QLatin1Char('.'));
        if (dot < 0)
            return {};
        candidate = rest;
        rest = rest.mid(dot + 1);
    }
    return candidate;
}

} // namespace tegata
