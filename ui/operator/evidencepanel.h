// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/evidence.h"

#include <QWidget>

#include <optional>

namespace tegata {

class LanguageController;

// What speaks for and against a request (S52), in the order of triage: checks, comparison, validations, earlier
// certificates, hosts, CAA. Shows what it is given and asks nothing itself.
class EvidencePanel : public QWidget
{
    Q_OBJECT

public:
    explicit EvidencePanel(const LanguageController &language, QWidget *parent = nullptr);

    void setEvidence(const Evidence &evidence);
    const std::optional<Evidence> &evidence() const { return m_evidence; }
    void clear();

Q_SIGNALS:
    // An earlier certificate was chosen.
    void certificateActivated(const QString &serial);

private:
    const LanguageController &m_language;
    std::optional<Evidence> m_evidence;
};

} // namespace tegata
