// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/common/contentdialog.h"
#include "ui/shell/diagnosticlines.h"

#include <optional>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace tegata {

class LanguageController;

// The state of everything that the work depends on, line by line, in words, with what to do where something is wrong.
// Can be copied as text.
class DiagnosticsDialog : public ContentDialog
{
    Q_OBJECT

public:
    // Both outlive the dialog.
    DiagnosticsDialog(Diagnostics &diagnostics, const LanguageController &language, QWidget *parent = nullptr);

private:
    void retranslate() override;
    void gather();
    void fill();

    Diagnostics &m_diagnostics;
    const LanguageController &m_language;
    std::optional<DiagnosticFacts> m_facts;
    QList<DiagnosticLine> m_lines;
    QLabel *m_summary;
    QTreeWidget *m_list;
    QPushButton *m_refresh;
    QPushButton *m_copy;
    QPushButton *m_close;
};

} // namespace tegata
