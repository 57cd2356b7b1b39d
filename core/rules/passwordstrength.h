// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/checkreport.h"

#include <QString>
#include <QStringList>

// The login password (S11), estimated on this computer only: nothing is sent anywhere and nothing is kept.
namespace tegata {

inline constexpr int MinimumPasswordLength = 8;      // (ours) fewer is an error
inline constexpr int RecommendedPasswordLength = 12; // (ours)
inline constexpr int MaximumPasswordLength = 128;    // (ours)

struct PasswordStrength
{
    int score = 0; // 0 (guessed at once) – 4 (strong), as zxcvbn counts
    CheckReport check;
};
// personal: login ID, mail addresses, names: a password made of them is weak. Findings say why it is weak; their args
// hold nothing of the password. Takes some milliseconds at most: for the GUI thread too. An empty password: score 0 and
// the error "password.tooShort"; a form that says "field.missing" itself does not call it then.
PasswordStrength passwordStrength(const QString &password, const QStringList &personal, const QString &field);

} // namespace tegata
