// SPDX-License-Identifier: Apache-2.0
#include "ui/common/factlist.h"

#include "ui/common/hashlabel.h"
#include "ui/common/shownvalue.h"
#include "ui/style/textrole.h"
#include "ui/style/tokens.h"

#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace tegata {

namespace {

constexpr qsizetype MostFacts = 300;

} // namespace

FactList::FactList(QWidget *parent) : QWidget(parent), m_outer(new QVBoxLayout(this))
{
    m_outer->setContentsMargins(0, 0, 0, 0);
}

void FactList::setFacts(const QList<Fact> &facts)
{
    QList<Fact> shown;
    std::copy_if(facts.cbegin(), facts.cend(), std::back_inserter(shown),
                 [](const Fact &fact) { return !fact.value.isEmpty(); });
    if (shown.size() > MostFacts)
        shown.resize(MostFacts);
    QList<QString> ids;
    for (Fact &fact : shown) {
        fact.label = shownValue(fact.label);
        fact.value = shownLines(fact.value);
        ids.append(fact.id);
    }
    if (!m_content || ids != m_ids)
        build(shown);
    m_ids = ids;
    m_content->setAccessibleName(accessibleName());
    for (int row = 0; row < shown.size(); ++row) {
        auto *label = qobject_cast<QLabel *>(m_layout->itemAtPosition(row, 0)->widget());
        label->setText(shown[row].label);
        label->setAccessibleName(shown[row].label);
        if (auto *hash = qobject_cast<HashLabel *>(m_values[row])) {
            hash->setHash(shown[row].label, shown[row].value);
            continue;
        }
        auto *value = qobject_cast<QLabel *>(m_values[row]);
        value->setText(shown[row].value);
        value->setAccessibleName(QStringLiteral("%1: %2").arg(shown[row].label, shown[row].value));
    }
}

void FactList::build(const QList<Fact> &facts)
{
    if (m_content) {
        m_content->hide();
        m_content->deleteLater();
    }
    m_content = new QWidget(this);
    m_content->setObjectName(QStringLiteral("facts"));
    m_layout = new QGridLayout(m_content);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setHorizontalSpacing(space::Medium);
    m_layout->setVerticalSpacing(space::Tight);
    m_layout->setColumnStretch(1, 1);
    m_layout->setColumnMinimumWidth(0, characterWidth(this) * 20);
    m_values.clear();
    for (int row = 0; row < facts.size(); ++row) {
        auto *label = new QLabel(m_content);
        label->setObjectName(facts[row].id + QStringLiteral("Label"));
        setTone(label, Tone::Hint);
        if (facts[row].isHash) {
            label->setTextFormat(Qt::PlainText);
            label->setWordWrap(true);
            m_values.append(new HashLabel(facts[row].id, m_content));
            m_layout->addWidget(label, row, 0);
            m_layout->addWidget(m_values.last(), row, 1);
            continue;
        }
        auto *value = new QLabel(m_content);
        m_values.append(value);
        value->setObjectName(facts[row].id);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        if (facts[row].fixedWidth)
            setTextRole(value, TextRole::Mono);
        for (QLabel *each : {label, value}) {
            each->setTextFormat(Qt::PlainText);
            each->setWordWrap(true);
            each->setAlignment(Qt::AlignTop | Qt::AlignLeft);
        }
        m_layout->addWidget(label, row, 0);
        m_layout->addWidget(value, row, 1);
    }
    m_outer->addWidget(m_content);
}

} // namespace tegata
