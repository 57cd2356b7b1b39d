// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace tegata {

// What was handed in beside the CSR, as the authority's form names it.
struct ProfileInput
{
    QString group; // of the form: "Requestor Information"
    QString name;
    QString value;

    friend bool operator==(const ProfileInput &, const ProfileInput &) = default;
};

enum class ProfileSyntax
{
    Text,
    Integer,
    Boolean,
    Choice
};

// One value that the profile is about to put into the certificate.
struct ProfileValue
{
    QString id;     // within the request, opaque
    QString policy; // what it belongs to: "Subject Name Default"
    QString name;   // "name", "notAfter"; for people: description
    QString description;
    QString value;
    ProfileSyntax syntax = ProfileSyntax::Text;
    QStringList choices; // Choice
    bool readOnly = false;
    QString constraint; // what the authority accepts, in its words; empty: nothing is said

    friend bool operator==(const ProfileValue &, const ProfileValue &) = default;
};

// What an authority that issues by enrolment profiles (certificate templates) makes of a request: the form as it was
// handed in, and the values that it will sign. Values only.
struct EnrollmentProfile
{
    QString id; // "caServerCert"
    QString name;
    QString description;
    QList<ProfileInput> inputs;
    QList<ProfileValue> values;

    friend bool operator==(const EnrollmentProfile &, const EnrollmentProfile &) = default;
};

// Another value for ProfileValue::id.
struct ProfileValueEdit
{
    QString id;
    QString value;

    friend bool operator==(const ProfileValueEdit &, const ProfileValueEdit &) = default;
};

} // namespace tegata
