// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/enrollmentapplication.h"

#include <QString>

#include <functional>
#include <type_traits>
#include <utility>

namespace tegata {

// How an editor reaches its value in the application. path is asked anew each time, because the applicant that an
// editor works on can change its place.
template <typename T>
struct FieldAccess
{
    std::function<QString()> path;
    std::function<T(const EnrollmentApplication &)> read;
    std::function<void(EnrollmentApplication &, const T &)> write;
};

// fieldAccess("contact.name", [](auto &form) -> auto & { return form.contact.name; })
template <typename Member>
auto fieldAccess(const QString &path, Member member)
{
    using Value = std::decay_t<decltype(member(std::declval<EnrollmentApplication &>()))>;
    return FieldAccess<Value>{[path] { return path; },
                              [member](const EnrollmentApplication &form) -> Value { return member(form); },
                              [member](EnrollmentApplication &form, const Value &value) { member(form) = value; }};
}

} // namespace tegata
