// SPDX-License-Identifier: Apache-2.0
#include "ui/style/controls.h"

#include <QAbstractButton>
#include <QVariant>

namespace tegata {

namespace {

constexpr auto KindProperty = "tegataButtonKind";
constexpr auto FaultyProperty = "tegataFaulty";

} // namespace

void setButtonKind(QAbstractButton *button, ButtonKind kind)
{
    if (buttonKind(button) == kind)
        return;
    button->setProperty(KindProperty, static_cast<int>(kind));
    button->updateGeometry();
    button->update();
}

ButtonKind buttonKind(const QWidget *button)
{
    return button ? static_cast<ButtonKind>(button->property(KindProperty).toInt()) : ButtonKind::Standard;
}

void setFaulty(QWidget *field, bool isFaulty)
{
    field->setProperty(FaultyProperty, isFaulty);
    field->update();
}

bool isFaulty(const QWidget *field)
{
    return field && field->property(FaultyProperty).toBool();
}

} // namespace tegata
