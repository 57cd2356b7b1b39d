// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/settingsdialog.h"

#include "ui/common/languagecontroller.h"
#include "ui/common/settingsstore.h"
#include "ui/common/taborder.h"
#include "ui/style/tokens.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QGroupBox>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace tegata {

namespace {

struct Switch
{
    const char *name;
    bool Settings::*member;
    const char *text;
};

constexpr std::array<Switch, 8> Switches = {{
    {"settingsApproveAtOnce", &Settings::approveAtOnce,
     QT_TRANSLATE_NOOP("tegata::SettingsDialog", "&Approve without asking when all checks passed")},
    {"settingsLiveProbe", &Settings::liveProbe,
     QT_TRANSLATE_NOOP("tegata::SettingsDialog", "Check the &live certificate of the host")},
    {"settingsCaa", &Settings::caaLookup, QT_TRANSLATE_NOOP("tegata::SettingsDialog", "Check &CAA records in DNS")},
    {"settingsNotifyNew", &Settings::notifyNewRequests, QT_TRANSLATE_NOOP("tegata::SettingsDialog", "&New requests")},
    {"settingsNotifyAsking", &Settings::notifyAsking,
     QT_TRANSLATE_NOOP("tegata::SettingsDialog", "Requests that changed after &my decision")},
    {"settingsNotifySent", &Settings::notifySent,
     QT_TRANSLATE_NOOP("tegata::SettingsDialog", "Offline actions that &were sent")},
    {"settingsNotifyExpiring", &Settings::notifyExpiring,
     QT_TRANSLATE_NOOP("tegata::SettingsDialog", "Certificates that &expire soon")},
    {"settingsSound", &Settings::sound, QT_TRANSLATE_NOOP("tegata::SettingsDialog", "With &sound")},
}};
constexpr std::array<int, 5> TextSizes = {90, 100, 115, 130, 150}; // percent
constexpr std::size_t FirstCheck = 1;
constexpr std::size_t FirstTelling = 3;

QString percentText(int percent)
{
    return QStringLiteral("%1%").arg(percent);
}

} // namespace

SettingsDialog::SettingsDialog(SettingsStore &store, LanguageController &language, QWidget *parent)
    : ContentDialog("settingsDialog", parent), m_store(store), m_language(language),
      m_languageBefore(static_cast<int>(language.language())), m_lookBefore(store.settings().appearance),
      m_work(new QGroupBox(this)), m_look(new QGroupBox(this)), m_checks(new QGroupBox(this)),
      m_telling(new QGroupBox(this)), m_languageLabel(new QLabel(this)), m_languages(new QComboBox(this)),
      m_schemeLabel(new QLabel(this)), m_scheme(new QComboBox(this)), m_densityLabel(new QLabel(this)),
      m_density(new QComboBox(this)), m_textLabel(new QLabel(this)), m_text(new QComboBox(this)),
      m_undoLabel(new QLabel(this)), m_undo(new QSpinBox(this)), m_idleLabel(new QLabel(this)),
      m_idle(new QSpinBox(this)), m_portLabel(new QLabel(this)), m_port(new QSpinBox(this)),
      m_accept(buttons()->addButton(QString(), QDialogButtonBox::AcceptRole)),
      m_cancel(buttons()->addButton(QString(), QDialogButtonBox::RejectRole)),
      m_defaults(buttons()->addButton(QString(), QDialogButtonBox::ResetRole))
{
    nameWidget(m_work, "settingsWork");
    nameWidget(m_checks, "settingsChecks");
    nameWidget(m_telling, "settingsTelling");
    nameWidget(m_languageLabel, "settingsLanguageLabel");
    nameWidget(m_languages, "settingsLanguage");
    nameWidget(m_look, "settingsLook");
    nameWidget(m_schemeLabel, "settingsSchemeLabel");
    nameWidget(m_scheme, "settingsScheme");
    nameWidget(m_densityLabel, "settingsDensityLabel");
    nameWidget(m_density, "settingsDensity");
    nameWidget(m_textLabel, "settingsTextLabel");
    nameWidget(m_text, "settingsText");
    nameWidget(m_undoLabel, "settingsUndoLabel");
    nameWidget(m_undo, "settingsUndo");
    nameWidget(m_idleLabel, "settingsIdleLabel");
    nameWidget(m_idle, "settingsIdle");
    nameWidget(m_portLabel, "settingsPortLabel");
    nameWidget(m_port, "settingsPort");
    nameWidget(m_accept, "settingsAccept");
    nameWidget(m_cancel, "settingsCancel");
    nameWidget(m_defaults, "settingsDefaults");
    m_defaults->setAutoDefault(false);
    m_languages->addItem(QStringLiteral("日本語"), static_cast<int>(Language::Japanese));
    m_languages->addItem(QStringLiteral("English"), static_cast<int>(Language::English));
    for (const SchemeChoice scheme : {SchemeChoice::System, SchemeChoice::Light, SchemeChoice::Dark})
        m_scheme->addItem(QString(), static_cast<int>(scheme));
    for (const Density density : {Density::Standard, Density::Compact})
        m_density->addItem(QString(), static_cast<int>(density));
    for (const int percent : TextSizes)
        m_text->addItem(percentText(percent), percent);
    m_undo->setRange(0, 60);
    m_idle->setRange(0, 120);
    m_port->setRange(1, 65535);
    for (std::size_t i = 0; i < Switches.size(); ++i) {
        m_switches[i] = new QCheckBox(this);
        nameWidget(m_switches[i], Switches[i].name);
    }
    const std::pair<QLabel *, QWidget *> pairs[] = {
        {m_languageLabel, m_languages}, {m_schemeLabel, m_scheme}, {m_densityLabel, m_density}, {m_textLabel, m_text},
        {m_undoLabel, m_undo},          {m_idleLabel, m_idle},     {m_portLabel, m_port}};
    for (const auto &[label, field] : pairs)
        label->setBuddy(field);
    auto *work = new QFormLayout(m_work);
    work->addRow(m_languageLabel, m_languages);
    work->addRow(m_undoLabel, m_undo);
    work->addRow(m_idleLabel, m_idle);
    work->addRow(m_switches[0]);
    auto *checks = new QFormLayout(m_checks);
    checks->addRow(m_switches[FirstCheck]);
    checks->addRow(m_portLabel, m_port);
    checks->addRow(m_switches[FirstCheck + 1]);
    auto *telling = new QVBoxLayout(m_telling);
    for (std::size_t i = FirstTelling; i < m_switches.size(); ++i)
        telling->addWidget(m_switches[i]);
    auto *look = new QFormLayout(m_look);
    look->addRow(m_schemeLabel, m_scheme);
    look->addRow(m_densityLabel, m_density);
    look->addRow(m_textLabel, m_text);
    auto *groups = new QGridLayout; // one below the other they are higher than a small screen
    groups->setSpacing(space::Large);
    groups->addWidget(m_work, 0, 0);
    groups->addWidget(m_look, 0, 1);
    groups->addWidget(m_checks, 1, 0);
    groups->addWidget(m_telling, 1, 1);
    content()->addLayout(groups);
    content()->addStretch(1);
    m_accept->setDefault(true);
    connect(m_switches[FirstCheck], &QCheckBox::toggled, m_port, &QWidget::setEnabled);
    connect(m_defaults, &QPushButton::clicked, this, [this] {
        fill(Settings());
        showLook();
    });
    for (QComboBox *box : {m_scheme, m_density, m_text})
        connect(box, &QComboBox::activated, this, &SettingsDialog::showLook);
    connect(buttons(), &QDialogButtonBox::rejected, this, &SettingsDialog::reject);
    connect(buttons(), &QDialogButtonBox::accepted, this, [this] {
        observe(m_store.set(chosen()), this, [this](const Result<void> &stored) {
            if (!stored)
                Q_EMIT failed(stored.error());
            accept();
        });
    });
    fill(store.settings());
    m_languages->setCurrentIndex(m_languages->findData(m_languageBefore));
    connect(m_languages, &QComboBox::currentIndexChanged, this,
            [this] { m_language.setLanguage(static_cast<Language>(m_languages->currentData().toInt())); });
    setTabOrderOf(stopsAsRead(this));
    retranslate();
}

void SettingsDialog::reject()
{
    m_language.setLanguage(static_cast<Language>(m_languageBefore));
    fillLook(m_lookBefore);
    showLook();
    ContentDialog::reject();
}

void SettingsDialog::showLook()
{
    Settings settings = m_store.settings(); // of the rest nothing counts yet
    settings.appearance = chosenLook();
    observe(m_store.set(settings), this, [this](const Result<void> &stored) {
        if (!stored)
            Q_EMIT failed(stored.error());
    });
}

void SettingsDialog::fillLook(const AppearanceChoice &look)
{
    m_scheme->setCurrentIndex(m_scheme->findData(static_cast<int>(look.scheme)));
    m_density->setCurrentIndex(m_density->findData(static_cast<int>(look.density)));
    if (m_text->findData(look.textPercent) < 0) // set in the file
        m_text->addItem(percentText(look.textPercent), look.textPercent);
    m_text->setCurrentIndex(m_text->findData(look.textPercent));
}

AppearanceChoice SettingsDialog::chosenLook() const
{
    return {static_cast<SchemeChoice>(m_scheme->currentData().toInt()),
            static_cast<Density>(m_density->currentData().toInt()), m_text->currentData().toInt()};
}

void SettingsDialog::fill(const Settings &settings)
{
    fillLook(settings.appearance);
    m_undo->setValue(static_cast<int>(settings.undoWindow.count()));
    m_idle->setValue(static_cast<int>(settings.idleLock.count()));
    m_port->setValue(settings.liveProbePort);
    m_port->setEnabled(settings.liveProbe);
    for (std::size_t i = 0; i < Switches.size(); ++i)
        m_switches[i]->setChecked(settings.*Switches[i].member);
}

Settings SettingsDialog::chosen() const
{
    Settings settings = m_store.settings();
    settings.undoWindow = std::chrono::seconds{m_undo->value()};
    settings.idleLock = std::chrono::minutes{m_idle->value()};
    settings.liveProbePort = m_port->value();
    settings.appearance = chosenLook();
    for (std::size_t i = 0; i < Switches.size(); ++i)
        settings.*Switches[i].member = m_switches[i]->isChecked();
    return settings;
}

void SettingsDialog::retranslate()
{
    setWords(tr("Settings"));
    m_work->setTitle(tr("Work"));
    m_look->setTitle(tr("Appearance"));
    m_checks->setTitle(tr("Evidence"));
    m_telling->setTitle(tr("Notifications"));
    m_languageLabel->setText(tr("Lan&guage:"));
    m_schemeLabel->setText(tr("C&olours:"));
    const QString schemes[] = {tr("As the system"), tr("Light"), tr("Dark")};
    for (int i = 0; i < m_scheme->count(); ++i)
        m_scheme->setItemText(i, schemes[i]);
    m_densityLabel->setText(tr("&Rows:"));
    const QString densities[] = {tr("Standard height"), tr("Compact")};
    for (int i = 0; i < m_density->count(); ++i)
        m_density->setItemText(i, densities[i]);
    m_textLabel->setText(tr("Te&xt size:"));
    m_undoLabel->setText(tr("&Time to undo a decision:"));
    m_undo->setSuffix(tr(" seconds"));
    m_undo->setSpecialValueText(tr("no undo"));
    m_idleLabel->setText(tr("Loc&k when idle for:"));
    m_idle->setSuffix(tr(" minutes"));
    m_idle->setSpecialValueText(tr("never"));
    m_portLabel->setText(tr("&Port of the host:"));
    for (std::size_t i = 0; i < Switches.size(); ++i) {
        m_switches[i]->setText(tr(Switches[i].text));
        speak(m_switches[i], m_switches[i]->text());
    }
    m_accept->setText(tr("Save"));
    m_cancel->setText(tr("Cancel"));
    m_defaults->setText(tr("&Defaults"));
    const std::pair<QLabel *, QWidget *> pairs[] = {
        {m_languageLabel, m_languages}, {m_schemeLabel, m_scheme}, {m_densityLabel, m_density}, {m_textLabel, m_text},
        {m_undoLabel, m_undo},          {m_idleLabel, m_idle},     {m_portLabel, m_port}};
    for (const auto &[label, field] : pairs) {
        speak(label, label->text());
        speak(field, label->text().remove(QLatin1Char(':')).remove(QChar(0xFF1A))); // Japanese has a wide one
    }
    for (QGroupBox *box : {m_work, m_look, m_checks, m_telling})
        speak(box, box->title());
    for (QPushButton *button : {m_accept, m_cancel, m_defaults})
        speak(button, button->text());
}

} // namespace tegata
