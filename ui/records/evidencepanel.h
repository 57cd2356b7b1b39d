// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/evidence.h"

#include <QWidget>

#include <optional>

class QLabel;
class QPushButton;

namespace tegata {

class ComparisonTable;
class EarlierList;
class FactList;
class FindingList;
class LanguageController;
class Section;

// What speaks for and against a request (S52), in the order of triage: checks, comparison, validations, earlier
// certificates, hosts, CAA. Shows what it is given and asks nothing itself. Sections without content are not shown.
class EvidencePanel : public QWidget
{
    Q_OBJECT

public:
    explicit EvidencePanel(const LanguageController &language, QWidget *parent = nullptr);

    // The same request again changes the texts in place.
    void setEvidence(const Evidence &evidence, Product product);
    const std::optional<Evidence> &evidence() const { return m_evidence; }
    // Findings of the service that are not among the evidence's: it sees more, and was asked earlier.
    void setSiteCheck(const CheckReport &report);
    // Shown in the place of the checks while there is no evidence, or none can be had.
    void showRemark(const QString &text);
    void clear();
    // All findings, the weightiest first.
    const QList<Finding> &findings() const { return m_findings; }
    FindingOutcome outcome() const;
    // The parts that keys step through, from top to bottom, as far as they are shown.
    QList<QWidget *> stops() const;

Q_SIGNALS:
    // An earlier certificate was chosen.
    void certificateActivated(const QString &serial);

protected:
    void changeEvent(QEvent *event) override;

private:
    void mergeFindings();
    void refresh();
    void refreshChecks();
    void refreshFacts();
    void refreshComparison();

    const LanguageController &m_language;
    std::optional<Evidence> m_evidence;
    CheckReport m_siteCheck;
    QList<Finding> m_findings;
    QString m_remark;
    Product m_product = Product::Ov;

    FindingList *m_checks;
    ComparisonTable *m_comparison;
    QLabel *m_agreement;   // where nothing differs
    QPushButton *m_equals; // shows what agrees too, or hides it again
    FactList *m_keyHash;
    FactList *m_validations;
    EarlierList *m_earlier;
    FactList *m_live;
    FactList *m_caa;
    Section *m_checkSection;
    Section *m_comparisonSection;
    Section *m_validationSection;
    Section *m_earlierSection;
    Section *m_liveSection;
    Section *m_caaSection;
};

} // namespace tegata
