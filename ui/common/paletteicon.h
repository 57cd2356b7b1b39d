// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/style/roles.h"
#include "ui/style/tokens.h"

#include <QIcon>
#include <QIconEngine>
#include <QString>

#include <optional>

class QLabel;

namespace tegata {

// Paints one drawing of resources/icons, all of one colour, tinted at the moment of painting, so that it follows light
// and dark at run time: drawings named "outcome-…" in the colour of their meaning, others in the text's colour. Only
// the program's own mark keeps its colours.
class PaletteIcon final : public QIconEngine
{
public:
    // name: the file's name in resources/icons without ".svg".
    static QIcon icon(const QString &name);
    static QIcon icon(const QString &name, Meaning meaning);

    explicit PaletteIcon(QString name, std::optional<Meaning> meaning = {})
        : m_name(std::move(name)), m_meaning(meaning)
    {}
    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    QIconEngine *clone() const override { return new PaletteIcon(m_name, m_meaning); }
    bool isNull() override { return false; }

private:
    QString m_name;
    std::optional<Meaning> m_meaning;
};

// Shows a drawing in a label, as large as token says beside the label's letters, and keeps it right when letters or
// scheme change. A later call replaces an earlier one; no name: nothing.
void showIcon(QLabel *label, const QString &name, int token = icon::Button);
void showIcon(QLabel *label, const QString &name, Meaning meaning, int token = icon::Button);

} // namespace tegata
