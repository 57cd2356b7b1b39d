// SPDX-License-Identifier: Apache-2.0
#include "ui/records/detailheading.h"

#include "ui/common/shownvalue.h"

#include <QVBoxLayout>

namespace tegata {

DetailHeading::DetailHeading(const QString &name, QWidget *parent)
    : QWidget(parent), m_title(new QLabel(this)), m_line(new QLabel(this))
{
    setObjectName(name);
    m_title->setObjectName(name + QStringLiteral("Title"));
    m_line->setObjectName(name + QStringLiteral("Line"));
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.35);
    large.setBold(true);
    m_title->setFont(large);
    for (QLabel *label : {m_title, m_line}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(m_title);
    layout->addWidget(m_line);
}

void DetailHeading::setTexts(const QString &wholeTitle, const QString &wholeLine)
{
    const QString title = shownValue(wholeTitle);
    const QString line = shownValue(wholeLine);
    m_title->setText(title);
    m_title->setAccessibleName(title);
    m_line->setText(line);
    m_line->setAccessibleName(line);
    setAccessibleName(title);
}

} // namespace tegata
