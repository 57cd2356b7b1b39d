// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/worker.h"
#include "core/remote/newsite.h"
#include "ui/common/contentdialog.h"

#include <QPointer>

#include <optional>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace tegata {

class FactList;
class LanguageController;
class ProblemLabel;

// Adds an operator site: of which kind, and then by the site file that somebody gave away, or by its address and the
// certificate of its CA, from a file or as the server presents it. Nothing is trusted until a person has confirmed the
// fingerprint; looking at what a server presents sends it nothing. Only makes the profile: who opened it stores it.
class AddSiteDialog : public ContentDialog
{
    Q_OBJECT

public:
    struct Means
    {
        const QList<SiteProtocol> &protocols;
        HostProbe &probe;
        Worker &files;
        const LanguageController &language;
    };

    // What means refers to outlives it, but for the list.
    explicit AddSiteDialog(const Means &means, QWidget *parent = nullptr);

Q_SIGNALS:
    void made(const tegata::SiteProfile &site);
    // The site file to be read.
    void fileChosen(const QString &file);

private:
    void retranslate() override;
    void layOut();
    QWidget *addRow(QGridLayout *grid, int row, QLabel *label, QWidget *field, QPushButton *button = nullptr);
    const SiteProtocol &protocol() const;
    void onProtocol();
    void browse(QLineEdit *field, const QString &title, const QString &filter);
    void readAuthority();
    void fetchAuthority();
    void takeAuthorities(const Result<QList<Certificate>> &authorities);
    void showAuthorities();
    void showError(const std::optional<Error> &error);
    void setBusy(bool busy);
    void updateEnabled();
    void submit();

    const QList<SiteProtocol> m_protocols;
    HostProbe &m_probe;
    Worker &m_files;
    const LanguageController &m_language;
    QList<Certificate> m_authorities;
    std::optional<Error> m_error;
    quint64 m_generation = 0; // of the authority that was asked for last
    bool m_isBusy = false;

    QLabel *m_kindLabel;
    QComboBox *m_kind;
    QLabel *m_siteFileLabel;
    QLineEdit *m_siteFile;
    QPushButton *m_browseSite;
    QLabel *m_nameLabel;
    QLineEdit *m_name;
    QLabel *m_addressLabel;
    QLineEdit *m_address;
    QLabel *m_authorityLabel;
    QLineEdit *m_authorityFile;
    QPushButton *m_browseAuthority;
    QPushButton *m_fetch;
    FactList *m_facts;
    QCheckBox *m_confirm;
    QLabel *m_policyLabel;
    QComboBox *m_policy;
    ProblemLabel *m_problem;
    QPushButton *m_add;
    QPushButton *m_cancel;
};

} // namespace tegata
