// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/domain/actionanswer.h"

#include <QWidget>

#include <optional>

namespace tegata {

class BannerBar;
class FindingList;
class LanguageController;

// What became of an action, above the details of what it was about: a sentence, and the findings for which the site
// refused it. Hidden while there is nothing to say. language outlives it.
class ActionNotice : public QWidget
{
    Q_OBJECT

public:
    // name: of the details; its parts are named after it ("requestNotice", "requestNoticeFindings").
    ActionNotice(const LanguageController &language, const QString &name, QWidget *parent = nullptr);

    void showRefusal(const ActionRefused &refused);
    void showError(const Error &error);
    // In the language of the interface: whoever shows it tells it again when that changes.
    void showWarning(const QString &text);
    void clear();

protected:
    void changeEvent(QEvent *event) override;

private:
    void forget();
    void refresh();

    const LanguageController &m_language;
    std::optional<ActionRefused> m_refused;
    std::optional<Error> m_error;
    QString m_warning;
    BannerBar *m_bar;
    FindingList *m_findings;
};

} // namespace tegata
