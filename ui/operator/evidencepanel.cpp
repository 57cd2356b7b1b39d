// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/evidencepanel.h"

#include "ui/common/languagecontroller.h"

namespace tegata {

EvidencePanel::EvidencePanel(const LanguageController &language, QWidget *parent) : QWidget(parent), m_language(language)
{
    setObjectName(QStringLiteral("evidencePanel"));
}

void EvidencePanel::setEvidence(const Evidence &evidence)
{
    m_evidence = evidence;
}

void EvidencePanel::clear()
{
    m_evidence.reset();
}

} // namespace tegata
