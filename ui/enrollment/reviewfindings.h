// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/checkreport.h"

#include <QTreeWidget>

namespace tegata {

class LanguageController;

// Every finding of the application, by page of the form: where, how grave as icon and word, what is wrong, what to do.
// Enter or a double click leads to the field.
class ReviewFindings : public QTreeWidget
{
    Q_OBJECT

public:
    // language outlives the list.
    explicit ReviewFindings(const LanguageController &language, QWidget *parent = nullptr);

    void setReport(const CheckReport &report);
    // What the current line says; none on a page's heading.
    QList<Finding> current() const;
    // The words anew.
    void retranslate();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void fieldRequested(const QString &path);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fill();
    void request(const QTreeWidgetItem *item);

    const LanguageController &m_language;
    CheckReport m_report;
};

} // namespace tegata
