// SPDX-License-Identifier: Apache-2.0
#include "ui/common/hashlabel.h"

#include "ui/common/paletteicon.h"
#include "ui/common/shorthash.h"
#include "ui/style/textrole.h"
#include "ui/style/tokens.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace tegata {

HashLabel::HashLabel(const QString &name, QWidget *parent)
    : QWidget(parent), m_text(new QLabel(this)), m_copy(new QToolButton(this))
{
    setObjectName(name + QStringLiteral("Line"));
    m_text->setObjectName(name);
    m_text->setTextFormat(Qt::PlainText);
    setTextRole(m_text, TextRole::Mono);
    m_copy->setObjectName(name + QStringLiteral("Copy"));
    m_copy->setIcon(PaletteIcon::icon(QStringLiteral("copy")));
    m_copy->setAutoRaise(true);
    m_copy->setFocusPolicy(Qt::StrongFocus);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::Nothing);
    layout->setSpacing(space::Tight);
    layout->addWidget(m_text);
    layout->addWidget(m_copy);
    layout->addStretch(1);
    connect(m_copy, &QToolButton::clicked, this, &HashLabel::copy);
    retranslate();
}

void HashLabel::setHash(const QString &label, const QString &hash)
{
    m_what = label;
    m_hash = hash;
    retranslate();
}

void HashLabel::copy() const
{
    QGuiApplication::clipboard()->setText(m_hash);
}

void HashLabel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void HashLabel::retranslate()
{
    m_text->setText(shortHash(m_hash));
    m_text->setToolTip(groupedHash(m_hash));
    m_text->setAccessibleName(QStringLiteral("%1: %2").arg(m_what, m_hash));
    //: %1: what is copied, "SHA-256 of the key"
    m_copy->setAccessibleName(tr("Copy: %1").arg(m_what));
    m_copy->setToolTip(m_copy->accessibleName());
    setAccessibleName(m_text->accessibleName());
}

} // namespace tegata
