// SPDX-License-Identifier: Apache-2.0
#pragma once

class QAbstractButton;
class QWidget;

namespace tegata {

// How a button is drawn by TegataStyle. Without it: Standard, and Primary where it is its dialog's default.
enum class ButtonKind
{
    Standard,
    Primary,      // the one thing that the place is for: accent fill
    Danger,       // letters in danger's colour: opens a question
    DangerTinted, // does it: in a dialog, never the default
    Quiet,        // no border until the pointer or the focus is on it
    Link,         // underlined words
    Chip,         // a filter: small, checkable
    Small         // as Standard, for rows and banners
};
void setButtonKind(QAbstractButton *button, ButtonKind kind);
ButtonKind buttonKind(const QWidget *button);

// A field whose value is wrong: border in danger's colour, beside the message that says so.
void setFaulty(QWidget *field, bool isFaulty);
bool isFaulty(const QWidget *field);

} // namespace tegata
