// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/enrollmentshelldesk.h"

#include "ui/common/toastarea.h"

namespace tegata {

EnrollmentShellDesk::EnrollmentShellDesk(const DraftEditor::Means &means)
    : m_workspace(new EnrollmentWorkspace(means)), m_toasts(new ToastArea(*m_workspace))
{
    connect(m_workspace, &EnrollmentWorkspace::lockStateChanged, this, &ShellDesk::lockStateChanged);
    connect(m_workspace, &EnrollmentWorkspace::placeChanged, this, &ShellDesk::placeChanged);
    connect(m_workspace, &EnrollmentWorkspace::announced, this, &ShellDesk::announced);
    connect(m_workspace, &EnrollmentWorkspace::announced, m_toasts, [this](const QString &text) {
        m_toasts->show({Toast::Kind::Done, text});
    });
    connect(m_toasts, &ToastArea::focusLeft, m_workspace, &EnrollmentWorkspace::focusWork);
}

EnrollmentShellDesk::~EnrollmentShellDesk()
{
    delete m_workspace;
}

QString EnrollmentShellDesk::title() const
{
    return tr("&Enrolment");
}

ShellDesk::Lock EnrollmentShellDesk::lockState() const
{
    if (!m_workspace->isLockable())
        return Lock::Nothing;
    return m_workspace->isOpen() ? Lock::Unlocked : Lock::Locked;
}

void EnrollmentShellDesk::enter()
{
    m_workspace->begin();
    m_workspace->focusWork();
}

} // namespace tegata
