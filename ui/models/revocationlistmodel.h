// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/bulkrow.h"

#include <QAbstractTableModel>
#include <QDateTime>
#include <QHash>

namespace tegata {

// The certificates that are to be revoked together: what speaks for or against each, and what became of it.
class RevocationListModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        CommonName,
        ValidUntil,
        Successor,
        Result,
        Serial
    };
    static constexpr int ColumnCount = 5;

    explicit RevocationListModel(QObject *parent = nullptr) : QAbstractTableModel(parent) {}

    // now: in the time zone whose days count.
    void setCertificates(const QList<CertificateRecord> &certificates, const QDateTime &now);
    const QList<CertificateRecord> &certificates() const { return m_certificates; }
    // The serial of the certificate that renews it; empty: there is none.
    void setSuccessor(const QString &serial, const QString &successor);
    // How many have no successor: their hosts will be without a certificate.
    int withoutSuccessor() const;
    void setRow(int row, const BulkRow &result);
    void retranslate();
    static QString resultText(BulkRowState state);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString text(int row, Column column) const;
    QString icon(int row, Column column) const;

    QList<CertificateRecord> m_certificates;
    QHash<QString, QString> m_successors; // by serial, once known
    QHash<int, BulkRowState> m_results;
    QDateTime m_now;
};

} // namespace tegata
