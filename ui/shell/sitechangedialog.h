// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/remote/siteprofile.h"
#include "ui/common/contentdialog.h"

class QLabel;
class QPushButton;
class QTreeWidget;

namespace tegata {

// Asks before a file changes where a known site is, or whom to trust there: old and new beside each other, authorities
// by fingerprint. "Change" is not the default button: Enter alone trusts nobody new.
class SiteChangeDialog : public ContentDialog
{
    Q_OBJECT

public:
    SiteChangeDialog(SiteProfile known, SiteProfile offered, QWidget *parent = nullptr);

    // Whether anything differs that must be asked about.
    static bool isNeeded(const SiteProfile &known, const SiteProfile &offered);

private:
    struct Line
    {
        QString label;
        QString before;
        QString after;
    };

    void retranslate() override;
    QList<Line> lines() const;

    const SiteProfile m_known;
    const SiteProfile m_offered;
    QLabel *m_intro;
    QTreeWidget *m_list;
    QLabel *m_advice;
    QPushButton *m_change;
    QPushButton *m_keep;
};

} // namespace tegata
