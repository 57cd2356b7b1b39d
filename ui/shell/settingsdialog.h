// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "ui/common/contentdialog.h"
#include "ui/common/settings.h"

#include <array>

class QCheckBox;
class QComboBox;
class QGroupBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace tegata {

class LanguageController;
class SettingsStore;

// What can be set for the whole program. Counts when it is accepted; the language and the look at once, so that the
// person sees them, and back again when the dialog is given up.
class SettingsDialog : public ContentDialog
{
    Q_OBJECT

public:
    // Both outlive it.
    SettingsDialog(SettingsStore &store, LanguageController &language, QWidget *parent = nullptr);

    void reject() override;

Q_SIGNALS:
    void failed(const tegata::Error &error);

private:
    static constexpr std::size_t SwitchCount = 8;

    void retranslate() override;
    void fill(const Settings &settings);
    Settings chosen() const;
    void fillLook(const AppearanceChoice &look);
    AppearanceChoice chosenLook() const;
    void showLook();

    SettingsStore &m_store;
    LanguageController &m_language;
    const int m_languageBefore;
    const AppearanceChoice m_lookBefore;
    QGroupBox *m_work;
    QGroupBox *m_look;
    QGroupBox *m_checks;
    QGroupBox *m_telling;
    QLabel *m_languageLabel;
    QComboBox *m_languages;
    QLabel *m_schemeLabel;
    QComboBox *m_scheme;
    QLabel *m_densityLabel;
    QComboBox *m_density;
    QLabel *m_textLabel;
    QComboBox *m_text;
    QLabel *m_undoLabel;
    QSpinBox *m_undo;
    QLabel *m_idleLabel;
    QSpinBox *m_idle;
    QLabel *m_portLabel;
    QSpinBox *m_port;
    std::array<QCheckBox *, SwitchCount> m_switches;
    QPushButton *m_accept;
    QPushButton *m_cancel;
    QPushButton *m_defaults;
};

} // namespace tegata
