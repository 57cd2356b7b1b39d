// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/enrollment/fieldaccess.h"

#include <QObject>

#include <algorithm>

namespace tegata {

// Which corporation a form of an applicant works on: one of the subscriber's (S62), which the pages Applicant, EV and
// Responsible have in common, or the issuing client's of a three-party contract (S43).
class ApplicantScope : public QObject
{
    Q_OBJECT

public:
    enum class Kind
    {
        Subscriber,
        IssuingClient
    };

    explicit ApplicantScope(Kind kind, QObject *parent = nullptr) : QObject(parent), m_kind(kind) {}

    Kind kind() const { return m_kind; }
    int index() const { return m_index; }
    void setIndex(int index)
    {
        if (index == m_index || m_kind == Kind::IssuingClient)
            return;
        m_index = index;
        Q_EMIT moved();
    }

    // "applicants[1].legalName", "threeParty.applicant.legalName".
    QString path(const QString &member) const
    {
        return m_kind == Kind::Subscriber ? QStringLiteral("applicants[%1].%2").arg(m_index).arg(member)
                                          : QStringLiteral("threeParty.applicant.") + member;
    }
    // A step back can leave fewer applicants than the index says until the page has followed: then the last one.
    const EnrollmentApplicant &of(const EnrollmentApplication &form) const
    {
        return m_kind == Kind::Subscriber ? form.applicants.at(place(form)) : form.threeParty.applicant;
    }
    EnrollmentApplicant &of(EnrollmentApplication &form) const
    {
        return m_kind == Kind::Subscriber ? form.applicants[place(form)] : form.threeParty.applicant;
    }

    // access("legalName", [](auto &applicant) -> auto & { return applicant.legalName; }); the scope outlives it.
    template <typename Member>
    auto access(const QString &name, Member member) const
    {
        using Value = std::decay_t<decltype(member(std::declval<EnrollmentApplicant &>()))>;
        return FieldAccess<Value>{
            [this, name] { return path(name); },
            [this, member](const EnrollmentApplication &form) -> Value { return member(of(form)); },
            [this, member](EnrollmentApplication &form, const Value &value) { member(of(form)) = value; }};
    }

Q_SIGNALS:
    void moved();

private:
    qsizetype place(const EnrollmentApplication &form) const
    {
        return std::clamp<qsizetype>(m_index, 0, form.applicants.size() - 1);
    }

    Kind m_kind;
    int m_index = 0;
};

} // namespace tegata
