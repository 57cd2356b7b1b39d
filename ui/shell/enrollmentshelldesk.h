// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/enrollment/enrollmentworkspace.h"
#include "ui/shell/shelldesk.h"

#include <QPointer>

namespace tegata {

class ToastArea;

// The enrolment desk (S5, S6) in the window.
class EnrollmentShellDesk : public ShellDesk
{
    Q_OBJECT

public:
    // What means refers to outlives it.
    explicit EnrollmentShellDesk(const DraftEditor::Means &means);
    ~EnrollmentShellDesk() override;

    EnrollmentWorkspace &workspace() { return *m_workspace; }

    QString name() const override { return QStringLiteral("enrollment"); }
    QString icon() const override { return QStringLiteral("enrollment"); }
    QString title() const override;
    QString subject() const override { return m_workspace->subject(); }
    QWidget &work() override { return *m_workspace; }
    QList<QAction *> fileActions() const override { return m_workspace->fileActions(); }
    QList<QAction *> workActions() const override { return m_workspace->workActions(); }
    QList<QAction *> viewActions() const override { return {}; }
    Lock lockState() const override;
    void lock() override { m_workspace->lock(); }
    void unlock() override { m_workspace->unlock(); }
    void enter() override;
    Future<void> settle() override { return m_workspace->settle(); }
    void restoreLayout(const QSettings &) override {}
    void storeLayout(QSettings &) const override {}

private:
    // Watched, because a window that shows it may be destroyed first and take it along.
    QPointer<EnrollmentWorkspace> m_workspace;
    ToastArea *m_toasts; // with the workspace
};

} // namespace tegata
