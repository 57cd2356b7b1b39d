<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP" sourcelanguage="en">
<context>
    <name>ApplicationPdf</name>
    <message>
        <source>Application for the server certificate service (renewal)</source>
        <translation>サーバ証明書サービス お申し込み内容（更新）</translation>
    </message>
    <message>
        <source>Application for the server certificate service (new)</source>
        <translation>サーバ証明書サービス お申し込み内容（新規）</translation>
    </message>
    <message>
        <source>DRAFT – not sent</source>
        <translation>下書き（未送信）</translation>
    </message>
    <message>
        <source>Receipt number %{receipt}</source>
        <translation>受付番号 %{receipt}</translation>
    </message>
    <message>
        <source>Printed %{time}</source>
        <translation>印刷日時 %{time}</translation>
    </message>
    <message>
        <source>Page %{page}/%{pages}</source>
        <translation>%{page}/%{pages} ページ</translation>
    </message>
    <message>
        <source>Receipt number</source>
        <translation>受付番号</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>受付日時</translation>
    </message>
    <message>
        <source>Three-party contract: domains of the issuing client</source>
        <translation>三社間契約：発行依頼者の申請ドメイン</translation>
    </message>
    <message>
        <source>(not printed)</source>
        <translation>（印刷しません）</translation>
    </message>
    <message>
        <source>(not filled in)</source>
        <translation>（未記入）</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>番号</translation>
    </message>
</context>
<context>
    <name>Cli</name>
    <message>
        <source>run a practice service in DIR, in the foreground</source>
        <translation>DIRで練習用サービスを実行（フォアグラウンド）</translation>
    </message>
    <message>
        <source>show what a CSR contains</source>
        <translation>CSRの内容を表示</translation>
    </message>
    <message>
        <source>check a CSR against the rules</source>
        <translation>CSRを規則に照らして確認</translation>
    </message>
    <message>
        <source>request certificates (application site)</source>
        <translation>証明書を申請（申請サイト）</translation>
    </message>
    <message>
        <source>list your own requests</source>
        <translation>自分の申請を一覧表示</translation>
    </message>
    <message>
        <source>show one request</source>
        <translation>申請1件を表示</translation>
    </message>
    <message>
        <source>withdraw requests</source>
        <translation>申請を取り下げ</translation>
    </message>
    <message>
        <source>list the operators&apos; queue (operator site)</source>
        <translation>オペレーターの申請一覧を表示（オペレーターサイト）</translation>
    </message>
    <message>
        <source>show one request with its checks and history</source>
        <translation>申請1件を確認結果・履歴とともに表示</translation>
    </message>
    <message>
        <source>claim requests</source>
        <translation>申請を担当する</translation>
    </message>
    <message>
        <source>release a claim or a hold</source>
        <translation>担当を外す、または保留を解除</translation>
    </message>
    <message>
        <source>put requests on hold (needs --note)</source>
        <translation>申請を保留（--note が必要）</translation>
    </message>
    <message>
        <source>approve and issue</source>
        <translation>承認して発行</translation>
    </message>
    <message>
        <source>reject requests (needs --note with the reason)</source>
        <translation>申請を却下（--note に理由が必要）</translation>
    </message>
    <message>
        <source>cancel requests before issue</source>
        <translation>発行前の申請を取消</translation>
    </message>
    <message>
        <source>list certificates</source>
        <translation>証明書を一覧表示</translation>
    </message>
    <message>
        <source>show one certificate</source>
        <translation>証明書1件を表示</translation>
    </message>
    <message>
        <source>save a certificate</source>
        <translation>証明書を保存</translation>
    </message>
    <message>
        <source>profile folder of the desktop program</source>
        <translation>デスクトップ版のプロファイルフォルダー</translation>
    </message>
    <message>
        <source>site to connect to: practice.env or a site file (JSON)</source>
        <translation>接続先のサイト：practice.env またはサイト設定ファイル（JSON）</translation>
    </message>
    <message>
        <source>address of the site (with --ca)</source>
        <translation>サイトのアドレス（--ca と併用）</translation>
    </message>
    <message>
        <source>CA certificates that must have issued the site&apos;s certificate (PEM)</source>
        <translation>サイトの証明書を発行した認証局の証明書（PEM）</translation>
    </message>
    <message>
        <source>write one JSON document to standard output</source>
        <translation>標準出力にJSON文書を1つ出力</translation>
    </message>
    <message>
        <source>login ID on the application site</source>
        <translation>申請サイトのログインID</translation>
    </message>
    <message>
        <source>file with the password on its first line</source>
        <translation>1行目にパスワードを書いたファイル</translation>
    </message>
    <message>
        <source>operator certificate (PKCS#12); default: the one in the profile</source>
        <translation>オペレーター証明書（PKCS#12）。省略時はプロファイルのもの</translation>
    </message>
    <message>
        <source>file with the passphrase of the operator certificate on its first line</source>
        <translation>1行目にオペレーター証明書のパスフレーズを書いたファイル</translation>
    </message>
    <message>
        <source>public-tls-2026, private-pki or a policy file</source>
        <translation>public-tls-2026、private-pki、またはポリシーファイル</translation>
    </message>
    <message>
        <source>registered data to check against (JSON)</source>
        <translation>照合する登録情報（JSON）</translation>
    </message>
    <message>
        <source>language of the certificate&apos;s subject</source>
        <translation>証明書のサブジェクトの言語</translation>
    </message>
    <message>
        <source>SureServer or SureServer EV</source>
        <translation>SureServerまたはSureServer EV</translation>
    </message>
    <message>
        <source>e-mail address for the issue notice</source>
        <translation>発行通知 E-mail</translation>
    </message>
    <message>
        <source>comment for the operator</source>
        <translation>オペレーターへのコメント</translation>
    </message>
    <message>
        <source>certificate that this request renews</source>
        <translation>この申請で更新する証明書</translation>
    </message>
    <message>
        <source>only items in this state</source>
        <translation>この状態のものだけ</translation>
    </message>
    <message>
        <source>maximum number of items (default 100)</source>
        <translation>最大件数（既定値100）</translation>
    </message>
    <message>
        <source>continue after the previous page (its &quot;next&quot; value)</source>
        <translation>前のページの続きから（前のページの&quot;next&quot;の値）</translation>
    </message>
    <message>
        <source>reason, comment or note for the decision</source>
        <translation>判断の理由・コメント・メモ</translation>
    </message>
    <message>
        <source>act only if the item still has this version (one ID only)</source>
        <translation>このバージョンのままの場合だけ実行（対象が1件のとき）</translation>
    </message>
    <message>
        <source>request whose certificate is to be saved</source>
        <translation>証明書を保存する申請のID</translation>
    </message>
    <message>
        <source>serial number (hexadecimal)</source>
        <translation>シリアル番号（16進数）</translation>
    </message>
    <message>
        <source>file to write</source>
        <translation>書き込み先のファイル</translation>
    </message>
    <message>
        <source>include the certificates of the issuing CA</source>
        <translation>発行した認証局の証明書を含める</translation>
    </message>
    <message>
        <source>private key to put into the PKCS#12</source>
        <translation>PKCS#12に入れる秘密鍵</translation>
    </message>
    <message>
        <source>file with the passphrase of the private key on its first line</source>
        <translation>1行目に秘密鍵のパスフレーズを書いたファイル</translation>
    </message>
    <message>
        <source>file with the passphrase for the new PKCS#12 file on its first line</source>
        <translation>保存するPKCS#12ファイルのパスフレーズを1行目に書いたファイル</translation>
    </message>
    <message>
        <source>show this help</source>
        <translation>このヘルプを表示</translation>
    </message>
    <message>
        <source>show the version</source>
        <translation>バージョンを表示</translation>
    </message>
    <message>
        <source>No command given. --help lists the commands.</source>
        <translation>コマンドを指定してください。--help で一覧を確認できます。</translation>
    </message>
    <message>
        <source>There is no command &quot;%1&quot;. --help lists the commands.</source>
        <translation>コマンド「%1」はありません。コマンドの一覧は --help で確認できます。</translation>
    </message>
    <message>
        <source>Usage: tegata-cli %1 %2</source>
        <translation>使い方：tegata-cli %1 %2</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has no option --%2. --help lists the options.</source>
        <translation>「%1」では --%2 を指定できません。--help で確認してください。</translation>
    </message>
    <message>
        <source>Usage: tegata-cli [OPTIONS] COMMAND …</source>
        <translation>使い方：tegata-cli [OPTIONS] COMMAND …</translation>
    </message>
    <message>
        <source>Exit codes: 0 done; 1 errors found, or refused; 2 wrong usage; 3 site not reachable, or sign-in refused; 4 conflict: the item was changed.</source>
        <translation>終了コード：0正常終了、1確認結果にエラーがあるか拒否された、2使い方の誤り、3接続できないか認証を拒否された、4ほかの変更と競合した。</translation>
    </message>
    <message>
        <source>check a name for the application form against the rules</source>
        <translation>申込書に記入する名称を規則に照らして確認</translation>
    </message>
    <message>
        <source>kind of name to check</source>
        <translation>確認する名称の種類</translation>
    </message>
    <message>
        <source>legal form, by its API name: kabushikiKaisha, …</source>
        <translation>法人格（API名：kabushikiKaishaなど）</translation>
    </message>
    <message>
        <source>position of the legal form in the name</source>
        <translation>法人格の位置（前株・後株・なし）</translation>
    </message>
    <message>
        <source>the name is that of a government body</source>
        <translation>行政機関の名称として確認</translation>
    </message>
    <message>
        <source>consult the service desk about the length of the name</source>
        <translation>文字数についてSureHandsOn係に相談する</translation>
    </message>
    <message>
        <source>check host and domain names against the rules</source>
        <translation>ホスト名・ドメイン名を規則に照らして確認</translation>
    </message>
    <message>
        <source>create an application file (JSON), empty or for a renewal</source>
        <translation>申込書ファイル（JSON）を作成（新規は空、更新は登録情報入り）</translation>
    </message>
    <message>
        <source>check an application against the rules</source>
        <translation>申込書を規則に照らして確認</translation>
    </message>
    <message>
        <source>send an application; saves FILE.receipt next to it</source>
        <translation>申込書を送信（同じ場所に FILE.receipt を保存）</translation>
    </message>
    <message>
        <source>show the status of an application</source>
        <translation>お申し込みの状態を表示</translation>
    </message>
    <message>
        <source>withdraw applications</source>
        <translation>お申し込みを取り下げ</translation>
    </message>
    <message>
        <source>It is not known whether the application arrived. Run the same command again; it will not be submitted twice.</source>
        <translation>お申し込みが届いたか確認できません。同じコマンドをもう一度実行してください。二重に送信されることはありません。</translation>
    </message>
    <message>
        <source>%1 was already submitted with different content. To submit it as a new application, delete %1.receipt.</source>
        <translation>%1 は以前に別の内容で送信されています。別のお申し込みとして送信するには、%1.receipt を削除してください。</translation>
    </message>
    <message>
        <source>Already submitted; nothing was sent.</source>
        <translation>すでに送信済みです。再送信はしていません。</translation>
    </message>
    <message>
        <source>start from the registered data (renewal); needs --user</source>
        <translation>登録情報をもとに作成（更新。--user が必要）</translation>
    </message>
    <message>
        <source>file with the new login password on its first line</source>
        <translation>新しいログインパスワードを1行目に書いたファイル</translation>
    </message>
    <message>
        <source>edit a request (needs --note); its approvals become void</source>
        <translation>申請を編集（--note が必要。承認は無効になります）</translation>
    </message>
    <message>
        <source>add an internal note (needs --note)</source>
        <translation>内部メモを追加（--note が必要）</translation>
    </message>
    <message>
        <source>revoke certificates, now or at a set time (operator site)</source>
        <translation>証明書を失効（即時または日時指定。オペレーターサイト）</translation>
    </message>
    <message>
        <source>cancel scheduled revocations</source>
        <translation>失効予約を解除</translation>
    </message>
    <message>
        <source>number of pending requests in a new practice environment (some are faulty)</source>
        <translation>新しい練習環境の承認待ち件数（一部に不備あり）</translation>
    </message>
    <message>
        <source>approvals that an OV request needs in a new practice environment (1 or 2)</source>
        <translation>新しい練習環境でOVの申請に必要な承認数（1または2）</translation>
    </message>
    <message>
        <source>approvals that an EV request needs in a new practice environment (1 or 2)</source>
        <translation>新しい練習環境でEVの申請に必要な承認数（1または2）</translation>
    </message>
    <message>
        <source>time of the revocation (RFC 3339: 2026-12-01T09:00:00+09:00); default: now</source>
        <translation>失効日時（RFC 3339：2026-12-01T09:00:00+09:00）。省略時は即時</translation>
    </message>
    <message>
        <source>check that the decision log of this profile is unchanged</source>
        <translation>このプロファイルの判断記録が改変されていないことを確認</translation>
    </message>
    <message>
        <source>export the decision log for auditors (--format jsonl or csv)</source>
        <translation>監査用に判断記録を書き出す（--format jsonl または csv）</translation>
    </message>
    <message>
        <source>compare the decision log with the service&apos;s audit trail</source>
        <translation>判断記録をサービスの監査証跡と照合</translation>
    </message>
    <message>
        <source>The decision log is unchanged: %1 entries, last hash %2.</source>
        <translation>判断記録に改変はありません：%1件、末尾のハッシュ %2</translation>
    </message>
    <message>
        <source>Entry %1 of the decision log does not match the hash chain: this entry or an earlier one was changed. Compare it with the service&apos;s audit trail.</source>
        <translation>判断記録の%1件目がハッシュの連鎖に合いません。この記録か、それより前の記録が変更されています。サービスの監査証跡と照合してください。</translation>
    </message>
    <message>
        <source>Entry %1 of the decision log is missing. Compare with the service&apos;s audit trail.</source>
        <translation>判断記録の %1件目がありません。サービスの監査証跡と照合してください。</translation>
    </message>
    <message>
        <source>The end of the decision log is missing from entry %1 on. Compare it with the service&apos;s audit trail.</source>
        <translation>判断記録の %1件目以降が失われています。サービスの監査証跡と照合してください。</translation>
    </message>
    <message>
        <source>only in the decision log</source>
        <translation>判断記録のみ</translation>
    </message>
    <message>
        <source>only in the audit trail</source>
        <translation>監査証跡のみ</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>相違</translation>
    </message>
    <message>
        <source>%1 match, %2 only in the decision log, %3 only in the audit trail, %4 differ, %5 not answered yet</source>
        <translation>一致%1件、判断記録のみ%2件、監査証跡のみ%3件、相違%4件、応答待ち%5件</translation>
    </message>
    <message>
        <source>export all requests as a table (operator site)</source>
        <translation>すべての申請を表で書き出す（オペレーターサイト）</translation>
    </message>
    <message>
        <source>export all certificates as a table or as PEM (operator site)</source>
        <translation>すべての証明書を表またはPEMで書き出す（オペレーターサイト）</translation>
    </message>
    <message>
        <source>file format. Certificate: pem (default), der, p7b, p12. Export: csv (default), xlsx, pem. Decision log: jsonl (default), csv</source>
        <translation>ファイル形式。証明書：pem（既定）・der・p7b・p12。書き出し：csv（既定）・xlsx・pem。判断記録：jsonl（既定）・csv</translation>
    </message>
    <message>
        <source>one PEM file per certificate, in the folder given by --out</source>
        <translation>証明書ごとに1つのPEMファイルを --out のフォルダーに書き出す</translation>
    </message>
    <message>
        <source>--expect-version needs a number and exactly one ID.</source>
        <translation>--expect-version には番号を指定し、IDは1つだけにしてください。</translation>
    </message>
    <message>
        <source>create a site file (JSON) from --protocol, --url and --ca</source>
        <translation>サイト設定ファイル（JSON）を作成（--protocol、--url、--ca から）</translation>
    </message>
    <message>
        <source>protocol of the new site: tegata or dogtag</source>
        <translation>新しいサイトのプロトコル：tegataまたはdogtag</translation>
    </message>
    <message>
        <source>display name of the new site</source>
        <translation>新しいサイトの表示名</translation>
    </message>
    <message>
        <source>new value for a field of the request&apos;s profile (may be repeated)</source>
        <translation>申請のプロファイルの値を変更（複数指定可）</translation>
    </message>
    <message>
        <source>unspecified, keyCompromise, affiliationChanged, superseded, cessationOfOperation, or another reason that the site accepts: certificateHold, removeFromCRL (releases a hold), …</source>
        <translation>unspecified、keyCompromise、affiliationChanged、superseded、cessationOfOperation、またはサイトが受け付けるほかの理由：certificateHold、removeFromCRL（保留の解除）など</translation>
    </message>
    <message>
        <source>Interrupted before the site answered: whether it was done is not known. Look at it before you do it again.</source>
        <translation>サイトが応答する前に中断されたため、処理されたかどうか分かりません。もう一度実行する前に状態を確認してください。</translation>
    </message>
    <message>
        <source>Interrupted: it was not done.</source>
        <translation>中断されたため、処理されていません。</translation>
    </message>
    <message>
        <source>%1 was read as a decimal number: serial number %2.</source>
        <translation>%1 を10進数として読みました。シリアル番号は %2 です。</translation>
    </message>
    <message>
        <source>A decision log of %1 entries before this one was lost: entry %2 says so. This one, of %3 entries, is whole in itself. Compare with the service&apos;s audit trail.</source>
        <translation>この前の判断記録（%1件）は失われています（記録 %2 にその旨があります）。現在の記録 %3件そのものに欠けはありません。サービスの監査証跡と照らし合わせてください。</translation>
    </message>
    <message>
        <source>On %1 this log ended with entry %2, as the service was told; the log here has not that entry.</source>
        <translation>%1 の時点でこの判断記録は %2番の記録で終わっていたとサービスに報告されていますが、ここの判断記録にはその記録がありません。</translation>
    </message>
    <message>
        <source>Argument %1 is not UTF-8: %2. It would name another file. Rename the file, or link to it by a name in UTF-8.</source>
        <translation>%1番目の引数はUTF-8ではありません：%2。このままでは別のファイルを指してしまいます。ファイル名をUTF-8に変えるか、UTF-8の名前でリンクしてください。</translation>
    </message>
    <message>
        <source>certificate that the CSR is to renew (PEM or DER)</source>
        <translation>CSRで更新する証明書（PEMまたはDER）</translation>
    </message>
    <message>
        <source>Some or all of the output was lost (%1). What the command did apart from that is valid.</source>
        <translation>出力の全部または一部が失われました（%1）。コマンドが行った処理そのものは有効です。</translation>
    </message>
    <message>
        <source>A value is missing after an option. --help lists the options.</source>
        <translation>値が必要なオプションに値がありません。--help で一覧を確認できます。</translation>
    </message>
    <message>
        <source>There is no option &quot;%1&quot;. --help lists the options.</source>
        <translation>オプション「%1」はありません。--help で一覧を確認できます。</translation>
    </message>
    <message>
        <source>%{message} %{remedy}</source>
        <translation>%{message}%{remedy}</translation>
    </message>
    <message>
        <source>list applications (examiner site)</source>
        <translation>お申し込みを一覧表示します（審査サイト）</translation>
    </message>
    <message>
        <source>show what is vetted of an application, with the items&apos; ids</source>
        <translation>お申し込みの審査項目を、IDとともに表示します</translation>
    </message>
    <message>
        <source>record what was found about one item</source>
        <translation>審査項目1件の結果を記録します</translation>
    </message>
    <message>
        <source>ask the applicant for documents (needs --note)</source>
        <translation>申請者に書類を依頼します（--note が必要）</translation>
    </message>
    <message>
        <source>approve or reject an application (--reject needs --note)</source>
        <translation>お申し込みを承認または却下します（--reject には --note が必要）</translation>
    </message>
    <message>
        <source>what was found about the item</source>
        <translation>審査項目の結果</translation>
    </message>
    <message>
        <source>how it was found out, as phoneCall, registerExtract or dnsTxt; a wrong one is answered with those that the item takes</source>
        <translation>確認の方法（phoneCall、registerExtract、dnsTxt など）。誤った値には、その項目で使える値を返します</translation>
    </message>
    <message>
        <source>what was seen, with its reference number</source>
        <translation>確認した内容と参照番号</translation>
    </message>
    <message>
        <source>approve the application</source>
        <translation>お申し込みを承認します</translation>
    </message>
    <message>
        <source>reject the application</source>
        <translation>お申し込みを却下します</translation>
    </message>
</context>
<context>
    <name>CutPaste</name>
    <message>
        <source>Cut: this field takes at most %1 characters.</source>
        <translation>切り詰めました。この欄に入力できるのは %1文字までです。</translation>
    </message>
</context>
<context>
    <name>DiagnosticText</name>
    <message>
        <source>✓ OK</source>
        <translation>✓ 正常</translation>
    </message>
    <message>
        <source>⚠ needs attention</source>
        <translation>⚠ 要確認</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>プログラム</translation>
    </message>
    <message>
        <source>Tegata</source>
        <translation>Tegata</translation>
    </message>
    <message>
        <source>System</source>
        <translation>システム</translation>
    </message>
    <message>
        <source>Libraries</source>
        <translation>ライブラリ</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>作成日時</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>サイト</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>接続</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>接続中</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>ロック中</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>未接続</translation>
    </message>
    <message>
        <source>Check the network. The program reconnects automatically.</source>
        <translation>ネットワークを確認してください。自動で再接続します。</translation>
    </message>
    <message>
        <source>Last synchronisation</source>
        <translation>最終同期</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>まだ同期していません</translation>
    </message>
    <message>
        <source>Service version</source>
        <translation>サービスのバージョン</translation>
    </message>
    <message>
        <source>Clock difference from the site</source>
        <translation>サイトとの時計のずれ</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n秒</numerusform>
        </translation>
    </message>
    <message>
        <source>Set this computer&apos;s clock. Decisions and certificate validity depend on it.</source>
        <translation>このコンピューターの時計を合わせてください。判断の時刻や証明書の有効期間の判定に使います。</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>プロトコル</translation>
    </message>
    <message>
        <source>Server&apos;s certificate</source>
        <translation>サーバーの証明書</translation>
    </message>
    <message>
        <source>The site&apos;s certificate expires soon. Contact the certification authority.</source>
        <translation>サイトの証明書の有効期限が近づいています。認証局に連絡してください。</translation>
    </message>
    <message>
        <source>not connected since the program started</source>
        <translation>起動してから接続していません</translation>
    </message>
    <message>
        <source>Trusted CA</source>
        <translation>信頼する認証局</translation>
    </message>
    <message>
        <source>Ask the certification authority for a new site file.</source>
        <translation>新しいサイト設定ファイルを認証局に依頼してください。</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>オペレーター</translation>
    </message>
    <message>
        <source>Operator certificate</source>
        <translation>オペレーター証明書</translation>
    </message>
    <message>
        <source>Renew the operator certificate before it expires.</source>
        <translation>期限が切れる前にオペレーター証明書を更新してください。</translation>
    </message>
    <message>
        <source>Unlocked</source>
        <translation>ロック解除済み</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>はい</translation>
    </message>
    <message>
        <source>no</source>
        <translation>いいえ</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Load your operator certificate.</source>
        <translation>オペレーター証明書を読み込んでください。</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>ドライバー</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>トークン</translation>
    </message>
    <message>
        <source>A wrong PIN was entered. The token locks after several wrong PINs.</source>
        <translation>誤ったPINが入力されました。続けて誤るとトークンがロックされます。</translation>
    </message>
    <message>
        <source>Keychain</source>
        <translation>キーチェーン</translation>
    </message>
    <message>
        <source>responding</source>
        <translation>応答あり</translation>
    </message>
    <message>
        <source>Data on this computer</source>
        <translation>このコンピューターの保存データ</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>サイズ</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>Encrypted data</source>
        <translation>暗号化データ</translation>
    </message>
    <message>
        <source>locked until you unlock the operator certificate</source>
        <translation>オペレーター証明書のロックを解除すると開きます</translation>
    </message>
    <message>
        <source>its key is kept for this session only</source>
        <translation>鍵は今回の起動中だけ有効です</translation>
    </message>
    <message>
        <source>Set up a keychain. Without one, unsent decisions cannot be opened after a restart.</source>
        <translation>キーチェーンを設定してください。設定しないと、送信待ちの判断を次回の起動後に開けません。</translation>
    </message>
    <message>
        <source>open, its key is in the keychain</source>
        <translation>開いています（鍵はキーチェーンにあります）</translation>
    </message>
    <message>
        <source>open; its key is encrypted with the operator&apos;s key</source>
        <translation>開いています（鍵はオペレーターの鍵で暗号化されています）</translation>
    </message>
    <message>
        <source>Waiting to be sent</source>
        <translation>送信待ち</translation>
    </message>
    <message numerus="yes">
        <source>%n of them need your decision.</source>
        <translation>
            <numerusform>うち%n件は判断が必要です。</numerusform>
        </translation>
    </message>
    <message>
        <source>Site features</source>
        <translation>サイトの機能</translation>
    </message>
    <message>
        <source>Change feed</source>
        <translation>変更通知</translation>
    </message>
    <message>
        <source>Claim and release</source>
        <translation>担当と解除</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>編集</translation>
    </message>
    <message>
        <source>Internal notes</source>
        <translation>内部メモ</translation>
    </message>
    <message>
        <source>Multiple approvals</source>
        <translation>複数承認</translation>
    </message>
    <message>
        <source>Registered data</source>
        <translation>登録情報</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>失効</translation>
    </message>
    <message>
        <source>Scheduled revocation</source>
        <translation>失効の予約</translation>
    </message>
    <message>
        <source>Audit trail</source>
        <translation>監査証跡</translation>
    </message>
</context>
<context>
    <name>EnrollmentChoice</name>
    <message>
        <source>before the name</source>
        <translation>前（前株）</translation>
    </message>
    <message>
        <source>after the name</source>
        <translation>後（後株）</translation>
    </message>
    <message>
        <source>not in the name</source>
        <translation>名称に含まない</translation>
    </message>
    <message>
        <source>Private organisation</source>
        <translation>民間企業</translation>
    </message>
    <message>
        <source>Government (central)</source>
        <translation>行政機関(中央省庁)</translation>
    </message>
    <message>
        <source>Government (prefecture)</source>
        <translation>行政機関(都道府県)</translation>
    </message>
    <message>
        <source>Government (municipality)</source>
        <translation>行政機関(市区町村)</translation>
    </message>
    <message>
        <source>Government (public school)</source>
        <translation>行政機関(国公立学校)</translation>
    </message>
    <message>
        <source>Government (other)</source>
        <translation>行政機関(その他)</translation>
    </message>
    <message>
        <source>No</source>
        <translation>いいえ</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>はい</translation>
    </message>
</context>
<context>
    <name>EnrollmentField</name>
    <message>
        <source>Commitment (certificates a year)</source>
        <translation>コミットメント（年間発行予定枚数）</translation>
    </message>
    <message>
        <source>There is a quote</source>
        <translation>見積りあり</translation>
    </message>
    <message>
        <source>Quote number</source>
        <translation>見積番号</translation>
    </message>
    <message>
        <source>Subscriber&apos;s name (corporation)</source>
        <translation>加入者申請名 法人名</translation>
    </message>
    <message>
        <source>Login ID</source>
        <translation>ログインID</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>E-mail for password notices</source>
        <translation>パスワード通知 E-mail</translation>
    </message>
    <message>
        <source>Contact&apos;s name</source>
        <translation>連絡窓口の氏名</translation>
    </message>
    <message>
        <source>Contact&apos;s department</source>
        <translation>連絡窓口の部署名</translation>
    </message>
    <message>
        <source>Contact&apos;s postal code</source>
        <translation>連絡窓口の郵便番号</translation>
    </message>
    <message>
        <source>Contact&apos;s prefecture</source>
        <translation>連絡窓口の都道府県名</translation>
    </message>
    <message>
        <source>Contact&apos;s municipality</source>
        <translation>連絡窓口の市町村名</translation>
    </message>
    <message>
        <source>Contact&apos;s street and building</source>
        <translation>連絡窓口の町名・番地・建物名</translation>
    </message>
    <message>
        <source>Contact&apos;s telephone</source>
        <translation>連絡窓口の電話番号</translation>
    </message>
    <message>
        <source>Contact&apos;s e-mail</source>
        <translation>連絡窓口のE-mailアドレス</translation>
    </message>
    <message>
        <source>Applicant corporation</source>
        <translation>申請法人</translation>
    </message>
    <message>
        <source>Apply for SureServer EV with this responsible applicant</source>
        <translation>この申請責任者で【SureServer EV】を申請する。</translation>
    </message>
    <message>
        <source>Apply for certificates in English</source>
        <translation>英語表記の証明書を申請する場合はチェックを入れてください。</translation>
    </message>
    <message>
        <source>Teikoku Databank code</source>
        <translation>帝国データバンクコード</translation>
    </message>
    <message>
        <source>Corporate number</source>
        <translation>法人番号</translation>
    </message>
    <message>
        <source>Applicant&apos;s legal name</source>
        <translation>申請法人名</translation>
    </message>
    <message>
        <source>Applicant&apos;s legal name (English)</source>
        <translation>申請法人名(英語表記)</translation>
    </message>
    <message>
        <source>Consult the service desk about the name&apos;s length</source>
        <translation>文字数についてSureHandsOn係に相談する</translation>
    </message>
    <message>
        <source>What to consult about</source>
        <translation>相談の内容</translation>
    </message>
    <message>
        <source>Legal form</source>
        <translation>法人格</translation>
    </message>
    <message>
        <source>Position of the legal form in the name</source>
        <translation>法人格の位置(前株/後株)</translation>
    </message>
    <message>
        <source>Representative of the corporation</source>
        <translation>法人代表者氏名</translation>
    </message>
    <message>
        <source>Postal code</source>
        <translation>郵便番号</translation>
    </message>
    <message>
        <source>Country (English)</source>
        <translation>国名(英名)</translation>
    </message>
    <message>
        <source>Prefecture</source>
        <translation>都道府県名</translation>
    </message>
    <message>
        <source>Municipality</source>
        <translation>市町村名</translation>
    </message>
    <message>
        <source>Municipality (English)</source>
        <translation>市町村名(英語表記)</translation>
    </message>
    <message>
        <source>Category of the applicant organisation</source>
        <translation>申請組織のカテゴリ</translation>
    </message>
    <message>
        <source>Company registration number</source>
        <translation>会社法人番号</translation>
    </message>
    <message>
        <source>Establishing body</source>
        <translation>法人設立機関</translation>
    </message>
    <message>
        <source>Address of the registry (English)</source>
        <translation>登記所住所(英名)</translation>
    </message>
    <message>
        <source>Main telephone</source>
        <translation>代表電話番号</translation>
    </message>
    <message>
        <source>Telephone of the responsible applicant</source>
        <translation>申請責任者電話番号</translation>
    </message>
    <message>
        <source>Responsible applicant&apos;s name</source>
        <translation>申請責任者氏名</translation>
    </message>
    <message>
        <source>Responsible applicant&apos;s department</source>
        <translation>申請責任者の部署名</translation>
    </message>
    <message>
        <source>Responsible applicant&apos;s title</source>
        <translation>申請責任者の役職</translation>
    </message>
    <message>
        <source>Domains applied for</source>
        <translation>申請ドメイン</translation>
    </message>
    <message>
        <source>Domain applied for</source>
        <translation>申請ドメイン</translation>
    </message>
    <message>
        <source>EV</source>
        <translation>EV</translation>
    </message>
    <message>
        <source>Note on the domain&apos;s registrant</source>
        <translation>ドメイン名の登録情報についての補足</translation>
    </message>
    <message>
        <source>Operators</source>
        <translation>オペレーター</translation>
    </message>
    <message>
        <source>Operator&apos;s name</source>
        <translation>オペレーターの氏名</translation>
    </message>
    <message>
        <source>Operator&apos;s name in kana</source>
        <translation>オペレーターのフリガナ</translation>
    </message>
    <message>
        <source>Operator&apos;s common name</source>
        <translation>コモンネーム</translation>
    </message>
    <message>
        <source>Operator&apos;s e-mail</source>
        <translation>オペレーターのE-mailアドレス</translation>
    </message>
    <message>
        <source>Invoice to: organisation</source>
        <translation>請求書送付先の法人名</translation>
    </message>
    <message>
        <source>Invoice to: department</source>
        <translation>請求書送付先の部署名</translation>
    </message>
    <message>
        <source>Invoice to: name</source>
        <translation>請求書送付先の氏名</translation>
    </message>
    <message>
        <source>Invoice to: postal code</source>
        <translation>請求書送付先の郵便番号</translation>
    </message>
    <message>
        <source>Invoice to: prefecture</source>
        <translation>請求書送付先の都道府県名</translation>
    </message>
    <message>
        <source>Invoice to: municipality</source>
        <translation>請求書送付先の市町村名</translation>
    </message>
    <message>
        <source>Invoice to: street and building</source>
        <translation>請求書送付先の町名・番地・建物名</translation>
    </message>
    <message>
        <source>Invoice to: telephone</source>
        <translation>請求書送付先の電話番号</translation>
    </message>
    <message>
        <source>Invoice to: e-mail</source>
        <translation>請求書送付先のE-mailアドレス</translation>
    </message>
    <message>
        <source>Sender e-mail of notices</source>
        <translation>お知らせメール送信元 E-mail</translation>
    </message>
    <message>
        <source>Three-party contract</source>
        <translation>三社間契約</translation>
    </message>
    <message>
        <source>The issuing client has consented to the terms</source>
        <translation>証明書発行依頼者へSureHandsOn利用特約の内容および締結への同意を取り付けました。</translation>
    </message>
    <message>
        <source>Reason for sending despite the warnings</source>
        <translation>警告があっても申し込む理由</translation>
    </message>
</context>
<context>
    <name>EnrollmentNotice</name>
    <message>
        <source>[SureServer] Application received - receipt number:[%{receipt}]</source>
        <translation>[SureServer] お申し込み受付のお知らせ-受付番号:[%{receipt}]</translation>
    </message>
    <message>
        <source>Your application has been received. Please keep the receipt number.</source>
        <translation>お申し込みを受け付けました。受付番号をお控えください。</translation>
    </message>
    <message>
        <source>[SureServer] Application in review - receipt number:[%{receipt}]</source>
        <translation>[SureServer] 審査開始のお知らせ-受付番号:[%{receipt}]</translation>
    </message>
    <message>
        <source>We have started to review your application.</source>
        <translation>お申し込みの審査を開始しました。</translation>
    </message>
    <message>
        <source>[SureServer] Documents needed - receipt number:[%{receipt}]</source>
        <translation>[SureServer] 追加書類のご案内-受付番号:[%{receipt}]</translation>
    </message>
    <message>
        <source>Please send the documents named below.</source>
        <translation>下記の書類をお送りください。</translation>
    </message>
    <message>
        <source>[SureServer] Application approved - receipt number:[%{receipt}]</source>
        <translation>[SureServer] 審査完了のお知らせ-受付番号:[%{receipt}]</translation>
    </message>
    <message>
        <source>Your application has been approved.</source>
        <translation>審査が完了し、お申し込みを承認しました。</translation>
    </message>
    <message>
        <source>[SureServer] Building your sites - receipt number:[%{receipt}]</source>
        <translation>[SureServer] サイト構築のお知らせ-受付番号:[%{receipt}]</translation>
    </message>
    <message>
        <source>We have started to build your sites.</source>
        <translation>ご利用いただくサイトの構築を開始しました。</translation>
    </message>
    <message>
        <source>[SureServer] Service ready - receipt number:[%{receipt}]</source>
        <translation>[SureServer] ご利用開始のお知らせ-受付番号:[%{receipt}]</translation>
    </message>
    <message>
        <source>Your application has taken effect. You can start to use the service.</source>
        <translation>お申し込みの内容が有効になりました。サービスのご利用を開始いただけます。</translation>
    </message>
    <message>
        <source>[SureServer] Application rejected - receipt number:[%{receipt}]</source>
        <translation>[SureServer] お申し込み却下のお知らせ-受付番号:[%{receipt}]</translation>
    </message>
    <message>
        <source>We could not accept your application, for the reason below.</source>
        <translation>下記の理由により、お申し込みをお受けできませんでした。</translation>
    </message>
    <message>
        <source>[SureServer] Application withdrawn - receipt number:[%{receipt}]</source>
        <translation>[SureServer] お申し込み取り下げのお知らせ-受付番号:[%{receipt}]</translation>
    </message>
    <message>
        <source>Your application has been withdrawn.</source>
        <translation>お申し込みの取り下げを受け付けました。</translation>
    </message>
    <message>
        <source>Receipt number: %{receipt}</source>
        <translation>受付番号：%{receipt}</translation>
    </message>
</context>
<context>
    <name>EnrollmentPage</name>
    <message>
        <source>Fees</source>
        <translation>利用料金</translation>
    </message>
    <message>
        <source>Subscriber</source>
        <translation>加入者申請名</translation>
    </message>
    <message>
        <source>Contact and login</source>
        <translation>連絡窓口/手続き担当者</translation>
    </message>
    <message>
        <source>Applicant corporation</source>
        <translation>申請法人</translation>
    </message>
    <message>
        <source>SureServer EV</source>
        <translation>SureServer EV項目</translation>
    </message>
    <message>
        <source>Responsible applicant</source>
        <translation>申請責任者</translation>
    </message>
    <message>
        <source>Domains</source>
        <translation>申請ドメイン</translation>
    </message>
    <message>
        <source>Operators</source>
        <translation>オペレーター</translation>
    </message>
    <message>
        <source>Billing and notices</source>
        <translation>請求書送付先・お知らせメール</translation>
    </message>
    <message>
        <source>Three-party contract</source>
        <translation>三社間契約</translation>
    </message>
    <message>
        <source>Review and send</source>
        <translation>確認と送信</translation>
    </message>
</context>
<context>
    <name>Error</name>
    <message>
        <source>Something went wrong inside the program.</source>
        <translation>プログラムの内部で問題が発生しました。</translation>
    </message>
    <message>
        <source>Try again. If it happens again, send the log to your administrator.</source>
        <translation>もう一度お試しください。繰り返し起きる場合は、ログを管理者に送ってください。</translation>
    </message>
    <message>
        <source>The operation was stopped before it finished.</source>
        <translation>処理を途中で中止しました。</translation>
    </message>
    <message>
        <source>Run it again if you still need it.</source>
        <translation>必要な場合は、もう一度実行してください。</translation>
    </message>
    <message>
        <source>A value is not valid: %{field}.</source>
        <translation>値が正しくありません：%{field}</translation>
    </message>
    <message>
        <source>Correct the value and try again.</source>
        <translation>値を直して、もう一度お試しください。</translation>
    </message>
    <message>
        <source>%{subject} was not found.</source>
        <translation>%{subject} が見つかりません。</translation>
    </message>
    <message>
        <source>Check the name or number. It may have been deleted.</source>
        <translation>名前または番号を確認してください。すでに削除された可能性があります。</translation>
    </message>
    <message>
        <source>The site did not answer in time.</source>
        <translation>時間内に応答がありませんでした。</translation>
    </message>
    <message>
        <source>Check the connection and try again.</source>
        <translation>接続を確認して、もう一度お試しください。</translation>
    </message>
    <message>
        <source>The file cannot be read: %{field}.</source>
        <translation>ファイルを読み取れません：%{field}</translation>
    </message>
    <message>
        <source>Check that the file exists and that you may read it.</source>
        <translation>ファイルがあること、読み取る権限があることを確認してください。</translation>
    </message>
    <message>
        <source>The file cannot be written: %{field}.</source>
        <translation>ファイルに書き込めません：%{field}</translation>
    </message>
    <message>
        <source>Check that the folder exists and that you may write there.</source>
        <translation>フォルダーがあること、書き込む権限があることを確認してください。</translation>
    </message>
    <message>
        <source>There is no space left on the disk.</source>
        <translation>ディスクの空き容量がありません。</translation>
    </message>
    <message>
        <source>Free some space; nothing you entered has been lost.</source>
        <translation>空き容量を増やしてください。入力した内容は失われていません。</translation>
    </message>
    <message>
        <source>The input is too large.</source>
        <translation>入力が大きすぎます。</translation>
    </message>
    <message>
        <source>Check that this is the right file.</source>
        <translation>正しいファイルかどうか確認してください。</translation>
    </message>
    <message>
        <source>The input is empty.</source>
        <translation>入力が空です。</translation>
    </message>
    <message>
        <source>Choose a file with content, or paste the whole text.</source>
        <translation>内容のあるファイルを選ぶか、全文を貼り付けてください。</translation>
    </message>
    <message>
        <source>This is not a PEM or DER file of the expected kind.</source>
        <translation>想定した種類のPEMまたはDERではありません。</translation>
    </message>
    <message>
        <source>Paste the text from -----BEGIN to -----END, both lines included.</source>
        <translation>-----BEGIN の行から -----END の行までをすべて貼り付けてください。</translation>
    </message>
    <message>
        <source>The data is damaged%{at}.</source>
        <translation>データが壊れています%{at}。</translation>
    </message>
    <message>
        <source>Export or copy it again; do not edit it by hand.</source>
        <translation>もう一度書き出すかコピーしてください。手で編集しないでください。</translation>
    </message>
    <message>
        <source>There is extra data at the end%{at}.</source>
        <translation>データの末尾に余分なデータがあります%{at}。</translation>
    </message>
    <message>
        <source>Remove the extra data, or export the file again.</source>
        <translation>余分な部分を取り除くか、ファイルをもう一度書き出してください。</translation>
    </message>
    <message>
        <source>This algorithm is not supported.</source>
        <translation>このアルゴリズムには対応していません。</translation>
    </message>
    <message>
        <source>Use an RSA key of 2048 bits or more, or an EC key on P-256, P-384 or P-521.</source>
        <translation>2048ビット以上のRSA鍵、またはP-256・P-384・P-521のEC鍵を使ってください。</translation>
    </message>
    <message>
        <source>This version of the format is not supported.</source>
        <translation>この形式のバージョンには対応していません。</translation>
    </message>
    <message>
        <source>Create the file again with an up-to-date program.</source>
        <translation>最新のプログラムでファイルを作り直してください。</translation>
    </message>
    <message>
        <source>The subject name cannot be read%{at}.</source>
        <translation>サブジェクトを読み取れません%{at}。</translation>
    </message>
    <message>
        <source>Create a new CSR with a correct subject.</source>
        <translation>正しいサブジェクトでCSRを作り直してください。</translation>
    </message>
    <message>
        <source>An extension cannot be read%{at}.</source>
        <translation>拡張領域を読み取れません%{at}。</translation>
    </message>
    <message>
        <source>Create a new CSR without this extension.</source>
        <translation>この拡張を除いてCSRを作り直してください。</translation>
    </message>
    <message>
        <source>The signature does not match.</source>
        <translation>署名が一致しません。</translation>
    </message>
    <message>
        <source>The data was changed after it was signed. Create it again with the matching key.</source>
        <translation>署名の後にデータが変更されています。対応する鍵で作り直してください。</translation>
    </message>
    <message>
        <source>The private key does not belong to the certificate.</source>
        <translation>秘密鍵と証明書が対応していません。</translation>
    </message>
    <message>
        <source>Choose the file that contains the matching pair.</source>
        <translation>対応する鍵と証明書が入ったファイルを選んでください。</translation>
    </message>
    <message>
        <source>The file contains no private key.</source>
        <translation>ファイルに秘密鍵が入っていません。</translation>
    </message>
    <message>
        <source>Export the certificate again together with its private key.</source>
        <translation>証明書を秘密鍵と一緒に書き出し直してください。</translation>
    </message>
    <message>
        <source>The file contains no certificate.</source>
        <translation>ファイルに証明書が入っていません。</translation>
    </message>
    <message>
        <source>Export the private key again together with its certificate.</source>
        <translation>秘密鍵を証明書と一緒に書き出し直してください。</translation>
    </message>
    <message>
        <source>The passphrase is wrong.</source>
        <translation>パスフレーズが違います。</translation>
    </message>
    <message>
        <source>Enter the passphrase again. Check capital letters, and turn the Japanese input method off.</source>
        <translation>大文字・小文字と日本語入力の状態を確認して、もう一度入力してください。</translation>
    </message>
    <message>
        <source>A certificate of the issuing authority is missing.</source>
        <translation>発行した認証局の証明書がありません。</translation>
    </message>
    <message>
        <source>Import the file that contains the whole chain.</source>
        <translation>チェーン全体が入ったファイルを読み込んでください。</translation>
    </message>
    <message>
        <source>The certificate was not issued by an authority that this site trusts.</source>
        <translation>このサイトが信頼する認証局から発行された証明書ではありません。</translation>
    </message>
    <message>
        <source>Check that you use the certificate issued for this site.</source>
        <translation>このサイト用に発行された証明書かどうか確認してください。</translation>
    </message>
    <message>
        <source>The certificate has expired.</source>
        <translation>証明書の有効期限が切れています。</translation>
    </message>
    <message>
        <source>Ask the certification authority for a new one.</source>
        <translation>認証局に新しい証明書を依頼してください。</translation>
    </message>
    <message>
        <source>The certificate is not valid yet.</source>
        <translation>証明書の有効期間がまだ始まっていません。</translation>
    </message>
    <message>
        <source>Check the date and time of this computer.</source>
        <translation>このコンピューターの日付と時刻を確認してください。</translation>
    </message>
    <message>
        <source>The certificate has been revoked.</source>
        <translation>証明書は失効しています。</translation>
    </message>
    <message>
        <source>The certificate is not meant for this purpose (client authentication).</source>
        <translation>この証明書はこの用途（クライアント認証）には使えません。</translation>
    </message>
    <message>
        <source>Choose the operator certificate, not a server certificate.</source>
        <translation>サーバ証明書ではなく、オペレーター証明書を選んでください。</translation>
    </message>
    <message>
        <source>This desktop offers no keychain.</source>
        <translation>このデスクトップにはキーチェーンがありません。</translation>
    </message>
    <message>
        <source>Enter the passphrase at each start, or set up a keychain (GNOME Keyring, KWallet).</source>
        <translation>起動のたびにパスフレーズを入力するか、キーチェーン（GNOME Keyring、KWallet）を設定してください。</translation>
    </message>
    <message>
        <source>The keychain is locked.</source>
        <translation>キーチェーンがロックされています。</translation>
    </message>
    <message>
        <source>Unlock the keychain and try again.</source>
        <translation>キーチェーンのロックを解除して、もう一度お試しください。</translation>
    </message>
    <message>
        <source>A passphrase is needed.</source>
        <translation>パスフレーズが必要です。</translation>
    </message>
    <message>
        <source>The operator certificate is locked.</source>
        <translation>オペレーター証明書はロックされています。</translation>
    </message>
    <message>
        <source>Unlock it to continue.</source>
        <translation>続けるにはロックを解除してください。</translation>
    </message>
    <message>
        <source>The site cannot be reached.</source>
        <translation>サイトに接続できません。</translation>
    </message>
    <message>
        <source>Check the network. You can keep working with the data stored on this computer.</source>
        <translation>ネットワークを確認してください。保存済みの内容で作業を続けられます。</translation>
    </message>
    <message>
        <source>The connection was lost before the answer arrived.</source>
        <translation>応答が届く前に接続が切れました。</translation>
    </message>
    <message>
        <source>It will be sent again automatically. Nothing is done twice.</source>
        <translation>自動で再送します。二重に実行されることはありません。</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not trusted.</source>
        <translation>サーバーの証明書を信頼できません。</translation>
    </message>
    <message>
        <source>Check the site&apos;s address and its CA certificate. Do not continue.</source>
        <translation>サイトのアドレスと認証局の証明書を確認してください。確認できるまで操作を続けないでください。</translation>
    </message>
    <message>
        <source>The site refused the operator certificate.</source>
        <translation>サイトがオペレーター証明書を拒否しました。</translation>
    </message>
    <message>
        <source>It may be revoked, expired or not registered. Contact the certification authority.</source>
        <translation>失効・期限切れ・未登録の可能性があります。認証局に問い合わせてください。</translation>
    </message>
    <message>
        <source>You are not signed in.</source>
        <translation>ログインしていません。</translation>
    </message>
    <message>
        <source>Sign in again.</source>
        <translation>もう一度ログインしてください。</translation>
    </message>
    <message>
        <source>You do not have permission to do this.</source>
        <translation>この操作をする権限がありません。</translation>
    </message>
    <message>
        <source>Ask an operator or the certification authority for permission.</source>
        <translation>オペレーターまたは認証局に権限を依頼してください。</translation>
    </message>
    <message>
        <source>Check the current state and decide again.</source>
        <translation>現在の状態を確認して、もう一度判断してください。</translation>
    </message>
    <message>
        <source>The rules do not allow this.</source>
        <translation>規則により実行できません。</translation>
    </message>
    <message>
        <source>Fix the problems listed in the findings.</source>
        <translation>確認結果で指摘された点を直してください。</translation>
    </message>
    <message>
        <source>This site does not support this.</source>
        <translation>このサイトは、この操作に対応していません。</translation>
    </message>
    <message>
        <source>Use another function that the site supports.</source>
        <translation>サイトで利用できる別の方法を使ってください。</translation>
    </message>
    <message>
        <source>The server&apos;s answer is not in the expected form.</source>
        <translation>サーバーの応答が想定した形式ではありません。</translation>
    </message>
    <message>
        <source>Check the address, and that the program and the service have matching versions.</source>
        <translation>アドレスが正しいこと、プログラムとサービスのバージョンが合っていることを確認してください。</translation>
    </message>
    <message>
        <source>The service has a problem.</source>
        <translation>サービス側で障害が発生しました。</translation>
    </message>
    <message>
        <source>Try again later. Nothing is done twice.</source>
        <translation>しばらくしてからお試しください。二重に実行されることはありません。</translation>
    </message>
    <message>
        <source>The site received too many requests at once.</source>
        <translation>サイトへのアクセスが集中しています。</translation>
    </message>
    <message>
        <source>Wait a moment. It will be tried again automatically.</source>
        <translation>しばらくお待ちください。自動的に再試行します。</translation>
    </message>
    <message>
        <source>The data stored on this computer cannot be opened.</source>
        <translation>このコンピューターの保存データを開けません。</translation>
    </message>
    <message>
        <source>Check the free disk space and the access rights of the profile folder.</source>
        <translation>空き容量とプロファイルフォルダーの権限を確認してください。</translation>
    </message>
    <message>
        <source>The data stored on this computer is damaged.</source>
        <translation>このコンピューターの保存データが壊れています。</translation>
    </message>
    <message>
        <source>The stored data was written by a newer version of this program.</source>
        <translation>保存データは、このプログラムの新しいバージョンで作成されています。</translation>
    </message>
    <message>
        <source>Install the latest version.</source>
        <translation>最新バージョンをインストールしてください。</translation>
    </message>
    <message>
        <source>The item</source>
        <translation>対象</translation>
    </message>
    <message>
        <source> at byte %{offset}</source>
        <translation>（%{offset}バイト目）</translation>
    </message>
    <message>
        <source>An entry that this program saved in the keychain is missing.</source>
        <translation>このプログラムが保管した情報がキーチェーンにありません。</translation>
    </message>
    <message>
        <source>Unlock the keychain that contains it, or restore it from a backup. You can also load the operator certificate again from its PKCS#12 file.</source>
        <translation>保管したキーチェーンのロックを解除するか、バックアップから復元してください。オペレーター証明書は、PKCS#12ファイルから読み込み直すこともできます。</translation>
    </message>
    <message>
        <source>Enter the passphrase that protects it.</source>
        <translation>保護しているパスフレーズを入力してください。</translation>
    </message>
    <message>
        <source>Data from the site is fetched again automatically. Restore other data from a backup.</source>
        <translation>サイトから取得したデータは自動的に取得し直します。それ以外のデータはバックアップから復元してください。</translation>
    </message>
    <message>
        <source>The encrypted data on this computer belongs to another operator certificate.</source>
        <translation>このコンピューターの暗号化データは、別のオペレーター証明書のものです。</translation>
    </message>
    <message>
        <source>Unlock that certificate first and then switch to this one, or discard the encrypted data.</source>
        <translation>先にその証明書のロックを解除してから切り替えるか、暗号化データを破棄してください。</translation>
    </message>
    <message>
        <source>The PIN of the token is needed.</source>
        <translation>トークンのPINが必要です。</translation>
    </message>
    <message>
        <source>Enter the PIN.</source>
        <translation>PINを入力してください。</translation>
    </message>
    <message>
        <source>The PIN is wrong.</source>
        <translation>PINが違います。</translation>
    </message>
    <message>
        <source>Enter it again carefully. The token locks after several wrong PINs.</source>
        <translation>もう一度、正しいPINを入力してください。続けて誤るとトークンがロックされます。</translation>
    </message>
    <message>
        <source>The token has locked its PIN after too many wrong ones.</source>
        <translation>誤ったPINが続いたため、トークンがPINをロックしました。</translation>
    </message>
    <message>
        <source>Unlock it with the PUK in the token&apos;s own program, or contact whoever issued it.</source>
        <translation>トークン付属のプログラムでPUKを使ってロックを解除するか、発行元に問い合わせてください。</translation>
    </message>
    <message>
        <source>The token with the operator certificate&apos;s key is not connected.</source>
        <translation>オペレーター証明書の鍵が入ったトークンが接続されていません。</translation>
    </message>
    <message>
        <source>Insert the smart card or connect the HSM, then unlock.</source>
        <translation>スマートカードを挿入するかHSMを接続してから、ロックを解除してください。</translation>
    </message>
    <message>
        <source>The token or its driver does not work correctly.</source>
        <translation>トークンまたはそのドライバーが正しく動作していません。</translation>
    </message>
    <message>
        <source>Remove the token and insert it again. Check that its driver (PKCS#11 module) is the right one.</source>
        <translation>いったん抜いて挿し直してください。ドライバー（PKCS#11モジュール）が正しいかも確認してください。</translation>
    </message>
    <message>
        <source>The file is protected by old encryption (RC2, 3DES) that this computer&apos;s OpenSSL cannot open.</source>
        <translation>このファイルは古い暗号（RC2、3DES）で保護されており、このコンピューターのOpenSSLでは開けません。</translation>
    </message>
    <message>
        <source>Convert it once on a computer whose OpenSSL has the legacy module: openssl pkcs12 -legacy -in OLD.p12 -out KEY.pem, then openssl pkcs12 -export -in KEY.pem -out NEW.p12. Then delete KEY.pem and load NEW.p12.</source>
        <translation>OpenSSLのlegacyモジュールがあるコンピューターで変換してください：openssl pkcs12 -legacy -in OLD.p12 -out KEY.pem、続けて openssl pkcs12 -export -in KEY.pem -out NEW.p12。その後、KEY.pem を削除し、NEW.p12 を読み込んでください。</translation>
    </message>
    <message>
        <source>Found%{at}: %{found}. Needed: %{wanted}.</source>
        <translation>%{found}です%{at}。必要なのは%{wanted}です。</translation>
    </message>
    <message>
        <source>There are %{count} of them here (%{wanted}), and one at a time is taken.</source>
        <translation>%{wanted}が%{count}件入っています。一度に受け取れるのは1件です。</translation>
    </message>
    <message>
        <source>Give each by itself, from its BEGIN line to its END line.</source>
        <translation>BEGIN行からEND行までを1件ずつ分けて渡してください。</translation>
    </message>
    <message>
        <source>This holds a private key%{at}. Nothing was sent.</source>
        <translation>秘密鍵が含まれています%{at}。何も送信していません。</translation>
    </message>
    <message>
        <source>A private key is never given away: it stays where the certificate is used. Send the CSR alone, from -----BEGIN CERTIFICATE REQUEST----- to its END line. If the key has already been mailed or uploaded, throw it away and make a new one.</source>
        <translation>秘密鍵は、証明書を使うサーバーの外へ決して渡さないでください。-----BEGIN CERTIFICATE REQUEST----- からEND行までのCSRだけを送ってください。鍵をすでにメールで送ったりアップロードしたりした場合は、その鍵を破棄し、新しい鍵を作ってください。</translation>
    </message>
    <message>
        <source>A private key was sent. It was refused, and nothing of it was kept.</source>
        <translation>秘密鍵が送られてきました。受け付けず、内容は一切保存していません。</translation>
    </message>
    <message>
        <source>A key that has travelled is no longer secret: throw it away, make a new key and a new CSR, and send the CSR alone. If a certificate uses the key, have it revoked (keyCompromise).</source>
        <translation>一度送られた鍵はもう秘密ではありません。その鍵を破棄し、新しい鍵とCSRを作って、CSRだけを送ってください。その鍵を使う証明書がある場合は、失効（keyCompromise）を申請してください。</translation>
    </message>
    <message>
        <source>This certificate is not one of a certification authority: %{field}.</source>
        <translation>この証明書は認証局の証明書ではありません：%{field}</translation>
    </message>
    <message>
        <source>Choose the certificate of the CA itself (its root or issuing certificate), not the one of a server or person.</source>
        <translation>サーバーや個人の証明書ではなく、認証局自身の証明書（ルート証明書または発行用の証明書）を選んでください。</translation>
    </message>
    <message>
        <source>The PKCS#12 file has no MAC: whether somebody changed it cannot be checked.</source>
        <translation>PKCS#12ファイルにMACがないため、改ざんされていないかを確認できません。</translation>
    </message>
    <message>
        <source>Ask for the file with a MAC, or make it again where you trust it: openssl pkcs12 -in OLD.p12 -out KEY.pem, then openssl pkcs12 -export -in KEY.pem -out NEW.p12; delete KEY.pem and load NEW.p12.</source>
        <translation>MAC付きのファイルを受け取り直すか、信頼できるファイルであれば作り直してください：openssl pkcs12 -in OLD.p12 -out KEY.pem、続けて openssl pkcs12 -export -in KEY.pem -out NEW.p12。その後 KEY.pem を削除し、NEW.p12 を読み込んでください。</translation>
    </message>
    <message>
        <source>Check the date and time of this computer. If they are right, ask the certification authority for a new one.</source>
        <translation>このコンピューターの日付と時刻を確認してください。正しい場合は、認証局に新しい証明書を依頼してください。</translation>
    </message>
    <message>
        <source>The service&apos;s clock has leaped by more than a day: nothing is signed or expires until that is settled.</source>
        <translation>サービスの時計が1日を超えて急に変わりました。解決するまで、署名も期限切れの処理も行いません。</translation>
    </message>
    <message>
        <source>Nothing is lost; try again later. The service&apos;s staff set the clock right, or confirm it with: tegata-service clock accept.</source>
        <translation>失われたものはありません。後でもう一度お試しください。サービスの担当者が時計を正しく合わせるか、tegata-service clock accept で今の時刻を確認します。</translation>
    </message>
    <message>
        <source>The authority&apos;s keys are in %{field}, but the database that belongs to them is missing.</source>
        <translation>%{field} に認証局の鍵はありますが、それに対応するデータベースがありません。</translation>
    </message>
    <message>
        <source>Restore the database from the newest backup. If there is none, start an empty one with: tegata-service store accept %{field}. Certificates issued before are then unknown and cannot be revoked here.</source>
        <translation>最新のバックアップからデータベースを戻してください。バックアップがない場合は tegata-service store accept %{field} で空のデータベースから始められますが、以前に発行した証明書は不明となり、ここでは失効できません。</translation>
    </message>
    <message>
        <source>The database in %{field} is older than what its authority has signed: it is a backup.</source>
        <translation>%{field} のデータベースは、認証局が署名した内容より古いものです。バックアップに置き換えられています。</translation>
    </message>
    <message>
        <source>Put the newest store back. Where there is none, go on with this one: tegata-service store accept %{field}. What was done after the backup is lost then; the trail says so.</source>
        <translation>最新のデータベースを戻してください。ない場合は tegata-service store accept %{field} でこのまま続けられますが、バックアップ後の処理は失われ、その旨が監査記録に残ります。</translation>
    </message>
    <message>
        <source>The database in %{field} belongs to the keys of another authority.</source>
        <translation>%{field} のデータベースは、別の認証局の鍵のものです。</translation>
    </message>
    <message>
        <source>Use the database and the authority folder of the same service.</source>
        <translation>同じサービスのデータベースと認証局のフォルダーを使ってください。</translation>
    </message>
    <message>
        <source>The database in %{field} is here, but the authority&apos;s keys that belong to it are missing.</source>
        <translation>%{field} にデータベースはありますが、対応する認証局の鍵がありません。</translation>
    </message>
    <message>
        <source>Put the authority&apos;s directory back from a backup. No new keys are made for this store.</source>
        <translation>認証局のフォルダーをバックアップから戻してください。このデータベースのために新しい鍵は作りません。</translation>
    </message>
    <message>
        <source>The site sends header lines that break HTTP, or more of them than any answer needs; the answer was cut off.</source>
        <translation>サイトの応答ヘッダーがHTTPの規則に反するか、どのような応答にも不要なほど多いため、受信を打ち切りました。</translation>
    </message>
    <message>
        <source>The site sends a larger answer than any that the contract knows, or one that breaks HTTP; it was cut off.</source>
        <translation>サイトの応答が通信規約で想定される大きさを超えるか、HTTPの規則に反するため、受信を打ち切りました。</translation>
    </message>
    <message>
        <source>The site sends more changes in one answer than were asked for.</source>
        <translation>サイトが、要求した件数を超える変更を1回の応答で送ってきました。</translation>
    </message>
    <message>
        <source>The site says that there is more, but shows the same place again.</source>
        <translation>サイトは続きがあると通知していますが、同じ位置を繰り返し返しています。</translation>
    </message>
    <message>
        <source>The site begins its list anew again and again.</source>
        <translation>サイトが一覧を繰り返し最初から送り直しています。</translation>
    </message>
    <message>
        <source>The site answers at once, without news, instead of waiting for changes.</source>
        <translation>サイトが変更を待たず、新しい内容のない応答をすぐに返しています。</translation>
    </message>
    <message>
        <source>The site&apos;s list has no end: it sends more than a site can have.</source>
        <translation>サイトの一覧に終わりがありません。1つのサイトにあり得る件数を超えて送られてきます。</translation>
    </message>
    <message>
        <source>This is a fault of the site: tell whoever runs it. The program tries again at growing intervals. Data stored on this computer stays.</source>
        <translation>サイト側の不具合です。サイトの運用担当者に連絡してください。間隔を延ばしながら再試行します。このコンピューターに保存済みの内容はそのまま残ります。</translation>
    </message>
    <message>
        <source>The operator certificate is refused: it has expired.</source>
        <translation>オペレーター証明書は有効期限が切れているため、受け付けられません。</translation>
    </message>
    <message>
        <source>Ask the certification authority for a new one and load it here.</source>
        <translation>認証局に新しい証明書を依頼し、ここに読み込んでください。</translation>
    </message>
    <message>
        <source>The operator certificate is refused: it is not valid yet.</source>
        <translation>オペレーター証明書はまだ有効期間に入っていないため、受け付けられません。</translation>
    </message>
    <message>
        <source>Check the date and time of this computer, and from when the certificate is valid.</source>
        <translation>このコンピューターの日付と時刻、および証明書の有効期間の開始日を確認してください。</translation>
    </message>
    <message>
        <source>The operator certificate is refused: it has been revoked.</source>
        <translation>オペレーター証明書は失効しているため、受け付けられません。</translation>
    </message>
    <message>
        <source>The operator certificate is refused: it is not meant for client authentication.</source>
        <translation>オペレーター証明書はクライアント認証用ではないため、受け付けられません。</translation>
    </message>
    <message>
        <source>Load the certificate that was issued to you as an operator, not the one of a server or for mail.</source>
        <translation>サーバー用やメール用ではなく、オペレーターとして発行された証明書を読み込んでください。</translation>
    </message>
    <message>
        <source>The operator certificate is refused: it is too weak. Its key is too short, or it is signed with SHA-1 or MD5.</source>
        <translation>オペレーター証明書は強度が不足しているため、受け付けられません。鍵が短すぎるか、SHA-1またはMD5で署名されています。</translation>
    </message>
    <message>
        <source>Ask the certification authority for a new one with an RSA key of 2048 bits or more, or an EC key on P-256, P-384 or P-521.</source>
        <translation>2048ビット以上のRSA鍵、またはP-256、P-384、P-521の楕円曲線鍵による新しい証明書を認証局に依頼してください。</translation>
    </message>
    <message>
        <source>The operator certificate is refused: it was not issued by an authority that this site trusts.</source>
        <translation>オペレーター証明書はこのサイトが信頼する認証局の発行ではないため、受け付けられません。</translation>
    </message>
    <message>
        <source>The site asks for an operator certificate, and none was shown.</source>
        <translation>サイトはオペレーター証明書を求めていますが、提示されませんでした。</translation>
    </message>
    <message>
        <source>Load the operator certificate and unlock it.</source>
        <translation>オペレーター証明書を読み込み、ロックを解除してください。</translation>
    </message>
    <message>
        <source>a certificate signing request (CSR)</source>
        <translation>証明書署名要求（CSR）</translation>
    </message>
    <message>
        <source>a certificate</source>
        <translation>証明書</translation>
    </message>
    <message>
        <source>a PKCS#7 file (certificates, .p7b)</source>
        <translation>PKCS#7ファイル（証明書の束、.p7b）</translation>
    </message>
    <message>
        <source>a PKCS#12 file (certificate with private key, .p12 or .pfx)</source>
        <translation>PKCS#12ファイル（秘密鍵付きの証明書、.p12 または .pfx）</translation>
    </message>
    <message>
        <source>a certificate with its private key (PKCS#12)</source>
        <translation>秘密鍵付きの証明書（PKCS#12）</translation>
    </message>
    <message>
        <source>a private key</source>
        <translation>秘密鍵</translation>
    </message>
    <message>
        <source>a public key alone</source>
        <translation>公開鍵だけのデータ</translation>
    </message>
    <message>
        <source>a certificate revocation list (CRL)</source>
        <translation>証明書失効リスト（CRL）</translation>
    </message>
    <message>
        <source>a Java key store (JKS, JCEKS)</source>
        <translation>Javaのキーストア（JKS、JCEKS）</translation>
    </message>
    <message>
        <source>an SSH key</source>
        <translation>SSHの鍵</translation>
    </message>
    <message>
        <source>OpenPGP data</source>
        <translation>OpenPGPのデータ</translation>
    </message>
    <message>
        <source>a web page (HTML)</source>
        <translation>Webページ（HTML）</translation>
    </message>
    <message>
        <source>a PDF document</source>
        <translation>PDF文書</translation>
    </message>
    <message>
        <source>an archive or office document</source>
        <translation>圧縮ファイルまたはOffice文書</translation>
    </message>
    <message>
        <source>a picture</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>PEM text of another kind</source>
        <translation>別の種類のPEMテキスト</translation>
    </message>
    <message>
        <source>something else</source>
        <translation>別の種類のデータ</translation>
    </message>
    <message>
        <source>A web page was saved instead of the file, often a sign-in page. Open it in the browser and download the file again.</source>
        <translation>ファイルの代わりにWebページ（ログイン画面など）が保存されています。ブラウザーで開き、ファイルをダウンロードし直してください。</translation>
    </message>
    <message>
        <source>Choose the file itself, not a document that shows it; unpack an archive first.</source>
        <translation>内容を載せた文書ではなく、ファイルそのものを選んでください。圧縮ファイルは先に展開してください。</translation>
    </message>
    <message>
        <source>Make the CSR from it: keytool -certreq -keystore FILE -alias NAME -file NEW.csr.</source>
        <translation>キーストアからCSRを作ってください：keytool -certreq -keystore FILE -alias NAME -file NEW.csr</translation>
    </message>
    <message>
        <source>Export the certificate from it: keytool -exportcert -rfc -keystore FILE -alias NAME -file NEW.pem.</source>
        <translation>キーストアから証明書を書き出してください：keytool -exportcert -rfc -keystore FILE -alias NAME -file NEW.pem</translation>
    </message>
    <message>
        <source>Convert it: keytool -importkeystore -srckeystore FILE -destkeystore NEW.p12 -deststoretype PKCS12.</source>
        <translation>PKCS#12に変換してください：keytool -importkeystore -srckeystore FILE -destkeystore NEW.p12 -deststoretype PKCS12</translation>
    </message>
    <message>
        <source>Choose the CSR: the file that begins with -----BEGIN CERTIFICATE REQUEST----- (often *.csr, *.req or *.p10).</source>
        <translation>CSRを選んでください。-----BEGIN CERTIFICATE REQUEST----- で始まるファイルです（多くは *.csr、*.req、*.p10）。</translation>
    </message>
    <message>
        <source>Choose the certificate: a file that begins with -----BEGIN CERTIFICATE-----, its DER form, or a PKCS#7 (often *.crt, *.cer, *.pem or *.p7b).</source>
        <translation>証明書を選んでください。-----BEGIN CERTIFICATE----- で始まるファイル、DER形式、またはPKCS#7です（多くは *.crt、*.cer、*.pem、*.p7b）。</translation>
    </message>
    <message>
        <source>Export the certificate again together with its private key, as PKCS#12 (.p12, .pfx).</source>
        <translation>証明書を秘密鍵と一緒にPKCS#12（.p12、.pfx）として書き出し直してください。</translation>
    </message>
    <message>
        <source>Choose the PKCS#12 file (.p12, .pfx) that holds the certificate and its private key.</source>
        <translation>証明書と秘密鍵の入ったPKCS#12ファイル（.p12、.pfx）を選んでください。</translation>
    </message>
    <message>
        <source>Choose the file with the private key: it begins with -----BEGIN PRIVATE KEY----- or a line like it.</source>
        <translation>秘密鍵のファイルを選んでください。-----BEGIN PRIVATE KEY----- やそれに似た行で始まります。</translation>
    </message>
    <message>
        <source>The block that begins%{at} has no END line: the text is cut short.</source>
        <translation>ブロックにEND行がありません%{at}。テキストが途中で切れています。</translation>
    </message>
    <message>
        <source>Copy it again, from -----BEGIN to -----END, both lines included.</source>
        <translation>-----BEGIN の行から -----END の行まで、両方の行を含めてコピーし直してください。</translation>
    </message>
    <message>
        <source>There is a character that does not belong into base64%{at}.</source>
        <translation>base64に使えない文字があります%{at}。</translation>
    </message>
    <message>
        <source>Copy it again from where it was made; do not edit it by hand.</source>
        <translation>作成元からコピーし直してください。手で編集しないでください。</translation>
    </message>
    <message>
        <source>The base64 text is cut short%{at}.</source>
        <translation>base64のテキストが途中で切れています%{at}。</translation>
    </message>
    <message>
        <source>There is nothing between the BEGIN line and the END line%{at}.</source>
        <translation>BEGIN行とEND行の間に何もありません%{at}。</translation>
    </message>
    <message>
        <source>The BEGIN line says that this is %{found}%{at}, but the block holds %{wanted}.</source>
        <translation>BEGIN行には%{found}とありますが%{at}、ブロックの中身は%{wanted}です。</translation>
    </message>
    <message>
        <source>Take the file from where it was made, or write the right words into the BEGIN and END lines: -----BEGIN CERTIFICATE REQUEST----- for a CSR, -----BEGIN CERTIFICATE----- for a certificate.</source>
        <translation>作成元からファイルを受け取り直すか、BEGIN行とEND行を正しく直してください。CSRは -----BEGIN CERTIFICATE REQUEST-----、証明書は -----BEGIN CERTIFICATE----- です。</translation>
    </message>
    <message>
        <source>The MAC of the PKCS#12 file uses an algorithm that this computer&apos;s OpenSSL does not know.</source>
        <translation>PKCS#12ファイルのMACに、このコンピューターのOpenSSLが対応していないアルゴリズムが使われています。</translation>
    </message>
    <message>
        <source>Make the file again with an HMAC of SHA-256: openssl pkcs12 -export -macalg SHA256 -in KEY.pem -out NEW.p12.</source>
        <translation>SHA-256のHMACでファイルを作り直してください：openssl pkcs12 -export -macalg SHA256 -in KEY.pem -out NEW.p12</translation>
    </message>
    <message>
        <source>Another program works on this profile; here it can only be read.</source>
        <translation>別のプログラムがこのプロファイルを使用中です。ここでは閲覧だけできます。</translation>
    </message>
    <message>
        <source>Close the other one, then start this one again.</source>
        <translation>もう一方を終了してから、こちらを起動し直してください。</translation>
    </message>
    <message>
        <source>This is not a time as RFC 3339 writes it: %{field}.</source>
        <translation>RFC 3339 の形式の日時ではありません：%{field}</translation>
    </message>
    <message>
        <source>Give date, time and the offset from UTC: 2026-12-01T09:00:00+09:00, or 2026-12-01T00:00:00Z.</source>
        <translation>日付、時刻、UTCからの差を指定してください。例：2026-12-01T09:00:00+09:00、2026-12-01T00:00:00Z</translation>
    </message>
    <message>
        <source>This is not a serial number: %{field}.</source>
        <translation>シリアル番号ではありません：%{field}</translation>
    </message>
    <message>
        <source>Give it in hexadecimal (with or without colons, spaces or 0x) or in decimal.</source>
        <translation>16進数（コロン、空白、0xの有無は問いません）または10進数で指定してください。</translation>
    </message>
    <message>
        <source>Two certificates fit the serial number %{field}: read as hexadecimal and read as decimal.</source>
        <translation>シリアル番号 %{field} に当てはまる証明書が2枚あります（16進数として読んだ場合と10進数として読んだ場合）。</translation>
    </message>
    <message>
        <source>Write 0x before it to mean the hexadecimal one; the decimal one is 0x%{found}.</source>
        <translation>16進数のほうは先頭に0xを付けてください。10進数のほうは0x%{found} と指定してください。</translation>
    </message>
    <message>
        <source>By this computer&apos;s clock, the server&apos;s certificate has expired or is not valid yet.</source>
        <translation>このコンピューターの時計では、サーバーの証明書は有効期限が切れているか、まだ有効期間前です。</translation>
    </message>
    <message>
        <source>Check the date and time of this computer. If they are right, tell whoever runs the site.</source>
        <translation>このコンピューターの日付と時刻を確認してください。正しい場合は、サイトの運用担当者に連絡してください。</translation>
    </message>
    <message>
        <source> in line %{line} (byte %{offset})</source>
        <translation>（%{line}行目、%{offset}バイト目）</translation>
    </message>
    <message>
        <source>This has been changed.</source>
        <translation>これはすでに変更されています。</translation>
    </message>
    <message>
        <source>Another service uses this folder: %{field}.</source>
        <translation>別のサービスがこのフォルダーを使用しています：%{field}</translation>
    </message>
    <message>
        <source>Stop it first, or use another folder for this one.</source>
        <translation>先にそのサービスを停止するか、別のフォルダーを指定してください。</translation>
    </message>
    <message>
        <source>This is not allowed in the state that it is in.</source>
        <translation>今の状態ではこの操作はできません。</translation>
    </message>
    <message>
        <source>Look at its state; nothing else has changed.</source>
        <translation>状態を確認してください。ほかに変更はありません。</translation>
    </message>
    <message>
        <source>The time in which it had to be decided has passed.</source>
        <translation>判断の期限が過ぎました。</translation>
    </message>
    <message>
        <source>It has to be submitted again if it is still wanted.</source>
        <translation>まだ必要な場合は、申請し直してください。</translation>
    </message>
    <message>
        <source>It is claimed: only the operator who has claimed it decides.</source>
        <translation>担当者が決まっています。判断できるのはその担当者だけです。</translation>
    </message>
    <message>
        <source>Ask that operator to release it.</source>
        <translation>その担当者に担当の解除を依頼してください。</translation>
    </message>
    <message>
        <source>A value is not valid.</source>
        <translation>値が正しくありません。</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>No name was entered.</source>
        <translation>名前が入力されていません。</translation>
    </message>
    <message>
        <source>Enter a host name such as www.example.jp.</source>
        <translation>www.example.jp のようなホスト名を入力してください。</translation>
    </message>
    <message>
        <source>A URL was entered. Only its host name %{name} is used.</source>
        <translation>URLが入力されました。ホスト名 %{name} だけを使います。</translation>
    </message>
    <message>
        <source>OK if this is the host you mean.</source>
        <translation>意図したホスト名であれば、対応は不要です。</translation>
    </message>
    <message>
        <source>The name is written as %{name} in the certificate.</source>
        <translation>証明書には %{name} と書かれます。</translation>
    </message>
    <message>
        <source>The name %{name} ends with a dot.</source>
        <translation>%{name} の末尾にドットがあります。</translation>
    </message>
    <message>
        <source>Remove the dot at the end.</source>
        <translation>末尾のドットを取り除いてください。</translation>
    </message>
    <message>
        <source>%{name} is an IP address, not a host name.</source>
        <translation>%{name} はIPアドレスで、ホスト名ではありません。</translation>
    </message>
    <message>
        <source>Use the host name that clients connect to.</source>
        <translation>接続先のホスト名を使ってください。</translation>
    </message>
    <message>
        <source>%{name} is a private or reserved IP address.</source>
        <translation>%{name} はプライベートまたは予約済みのIPアドレスです。</translation>
    </message>
    <message>
        <source>Use a host name under one of your registered domains.</source>
        <translation>登録済みの申請ドメインのホスト名を使ってください。</translation>
    </message>
    <message>
        <source>%{name} is an internal name: it has no domain.</source>
        <translation>%{name} はドメインのない内部名です。</translation>
    </message>
    <message>
        <source>Enter the full name, for example %{name}.example.jp.</source>
        <translation>%{name}.example.jp のように、ドメインを含む名前を入力してください。</translation>
    </message>
    <message>
        <source>%{name} ends in .%{suffix}, which exists only inside private networks.</source>
        <translation>%{name} の .%{suffix} は内部ネットワークにしか存在しません。</translation>
    </message>
    <message>
        <source>Use a name under one of your registered domains.</source>
        <translation>登録済みの申請ドメインの名前を使ってください。</translation>
    </message>
    <message>
        <source>The name %{name} has two dots in a row or begins with a dot.</source>
        <translation>%{name} にはドットが連続しているか、先頭にドットがあります。</translation>
    </message>
    <message>
        <source>Remove the extra dot.</source>
        <translation>余分なドットを取り除いてください。</translation>
    </message>
    <message>
        <source>The name has %{length} characters in its ASCII form; at most %{limit} are allowed.</source>
        <translation>名前はASCII形式で%{length}文字あります。上限は%{limit}文字です。</translation>
    </message>
    <message>
        <source>Use a shorter name.</source>
        <translation>もっと短い名前を使ってください。</translation>
    </message>
    <message>
        <source>The part %{label} has %{length} characters in its ASCII form; at most %{limit} are allowed.</source>
        <translation>ラベル %{label} はASCII形式で%{length}文字あります。上限は%{limit}文字です。</translation>
    </message>
    <message>
        <source>Shorten this part.</source>
        <translation>このラベルを短くしてください。</translation>
    </message>
    <message>
        <source>The part %{label} contains an underscore.</source>
        <translation>ラベル %{label} に下線（_）が含まれています。</translation>
    </message>
    <message>
        <source>Host names in certificates can contain only letters, digits and hyphens. Rename the host.</source>
        <translation>証明書のホスト名に使えるのは英数字とハイフンだけです。ホスト名を変更してください。</translation>
    </message>
    <message>
        <source>The part %{label} contains the character %{character}, which is not allowed in host names.</source>
        <translation>ラベル %{label} に、ホスト名に使えない文字 %{character} が含まれています。</translation>
    </message>
    <message>
        <source>Use letters, digits and hyphens only.</source>
        <translation>英数字とハイフンだけを使ってください。</translation>
    </message>
    <message>
        <source>The part %{label} begins or ends with a hyphen.</source>
        <translation>ラベル %{label} の先頭または末尾がハイフンです。</translation>
    </message>
    <message>
        <source>Remove this hyphen.</source>
        <translation>このハイフンを取り除いてください。</translation>
    </message>
    <message>
        <source>The part %{label} has hyphens as its third and fourth character, which is reserved for xn-- names.</source>
        <translation>ラベル %{label} の3・4文字目がハイフンです。これは xn-- 形式の名前専用です。</translation>
    </message>
    <message>
        <source>Use a name without this pair of hyphens.</source>
        <translation>このハイフンを含まない名前を使ってください。</translation>
    </message>
    <message>
        <source>The part %{label} cannot be used in an internationalised host name.</source>
        <translation>ラベル %{label} は国際化ホスト名に使えません。</translation>
    </message>
    <message>
        <source>Use letters, kana, kanji, digits and hyphens that the domain registry allows.</source>
        <translation>ドメインのレジストリが認める文字（英字・仮名・漢字・数字・ハイフン）を使ってください。</translation>
    </message>
    <message>
        <source>The part %{label} begins with xn-- but does not decode.</source>
        <translation>ラベル %{label} は xn-- で始まりますが、復号できません。</translation>
    </message>
    <message>
        <source>Enter the name in its readable form, or correct the xn-- form.</source>
        <translation>読める形で入力するか、xn-- 形式を直してください。</translation>
    </message>
    <message>
        <source>The part %{label} is not the regular xn-- form; that is %{expected}.</source>
        <translation>ラベル %{label} は正規の xn-- 形式ではありません。正しくは %{expected} です。</translation>
    </message>
    <message>
        <source>Use %{expected}.</source>
        <translation>%{expected} を使ってください。</translation>
    </message>
    <message>
        <source>The part %{label} mixes * with other characters.</source>
        <translation>ラベル %{label} では * とほかの文字が混ざっています。</translation>
    </message>
    <message>
        <source>Use * only as the whole leftmost part, as in *.example.jp.</source>
        <translation>* は *.example.jp のように、左端に単独で使ってください。</translation>
    </message>
    <message>
        <source>The * in %{name} is not the leftmost part.</source>
        <translation>%{name} の * が左端にありません。</translation>
    </message>
    <message>
        <source>*.%{suffix} would cover domains of other owners.</source>
        <translation>*.%{suffix} は他者のドメインまで含んでしまいます。</translation>
    </message>
    <message>
        <source>Put * below your own domain, as in *.example.jp.</source>
        <translation>*.example.jp のように、* は自分のドメインの下に置いてください。</translation>
    </message>
    <message>
        <source>%{name} is a public suffix, not a domain registered to you.</source>
        <translation>%{name} はパブリックサフィックスで、貴社のドメインではありません。</translation>
    </message>
    <message>
        <source>Enter your own domain below it.</source>
        <translation>その下に登録した貴社のドメインを入力してください。</translation>
    </message>
    <message>
        <source>The top-level domain .%{suffix} is not in the Public Suffix List.</source>
        <translation>トップレベルドメイン .%{suffix} はPublic Suffix Listにありません。</translation>
    </message>
    <message>
        <source>Check the spelling of the name.</source>
        <translation>名前のつづりを確認してください。</translation>
    </message>
    <message>
        <source>%{label} is too short: .jp domains have at least %{limit} characters.</source>
        <translation>%{label} は短すぎます。.jp ドメインは%{limit}文字以上です。</translation>
    </message>
    <message>
        <source>Check the spelling of the domain.</source>
        <translation>ドメインのつづりを確認してください。</translation>
    </message>
    <message>
        <source>%{label} has %{length} characters: Japanese .jp domains have at most %{limit}.</source>
        <translation>%{label} は%{length}文字です。日本語 .jp ドメインは%{limit}文字以内です。</translation>
    </message>
    <message>
        <source>Domains under .%{suffix} are ASCII only; %{label} cannot be used.</source>
        <translation>.%{suffix} のドメインに使えるのは半角英数字だけです。%{label} は使えません。</translation>
    </message>
    <message>
        <source>Enter the domain in ASCII letters.</source>
        <translation>半角英数字のドメイン名を入力してください。</translation>
    </message>
    <message>
        <source>The subject has no %{type}.</source>
        <translation>サブジェクトに %{type} がありません。</translation>
    </message>
    <message>
        <source>Create a new CSR with C, O, and ST or L in its subject.</source>
        <translation>サブジェクトにC・Oと、STまたはLを入れてCSRを作り直してください。</translation>
    </message>
    <message>
        <source>The subject contains %{type} %{count} times.</source>
        <translation>サブジェクトに %{type} が%{count}個あります。</translation>
    </message>
    <message>
        <source>Create a new CSR with each part once.</source>
        <translation>各項目を1つずつにしてCSRを作り直してください。</translation>
    </message>
    <message>
        <source>The order of the subject is %{value}; the certificate will use %{expected}.</source>
        <translation>サブジェクトの順序は %{value} です。証明書では %{expected} になります。</translation>
    </message>
    <message>
        <source>Nothing to do: the certificate uses the right order.</source>
        <translation>対応は不要です。証明書には正しい順序で書かれます。</translation>
    </message>
    <message>
        <source>%{type} has %{length} characters; at most %{limit} are allowed.</source>
        <translation>%{type} は%{length}文字あります。上限は%{limit}文字です。</translation>
    </message>
    <message>
        <source>Shorten %{type}; a longer host name goes into the SAN only.</source>
        <translation>%{type} を短くしてください。長いホスト名はSANだけに入れます。</translation>
    </message>
    <message>
        <source>C is %{value}; it must be JP.</source>
        <translation>Cが %{value} です。JPにする必要があります。</translation>
    </message>
    <message>
        <source>Create a new CSR with C=JP.</source>
        <translation>C=JPとしてCSRを作り直してください。</translation>
    </message>
    <message>
        <source>C is not encoded as PrintableString.</source>
        <translation>CがPrintableStringで符号化されていません。</translation>
    </message>
    <message>
        <source>Create a new CSR with an up-to-date tool, such as openssl req.</source>
        <translation>openssl req などの新しいツールで CSR を作り直してください。</translation>
    </message>
    <message>
        <source>%{type} contains only dots, hyphens or spaces.</source>
        <translation>%{type} がドット・ハイフン・空白だけです。</translation>
    </message>
    <message>
        <source>Enter the real value, or leave %{type} out.</source>
        <translation>正しい値を入れるか、%{type} を省いてください。</translation>
    </message>
    <message>
        <source>The subject has an OU (%{value}), which is no longer allowed in public certificates.</source>
        <translation>サブジェクトにOU（%{value}）があります。公開の証明書では使えなくなりました。</translation>
    </message>
    <message>
        <source>The certificate is issued without OU. Leave it out of the next CSR.</source>
        <translation>証明書はOUなしで発行されます。次回のCSRでは省いてください。</translation>
    </message>
    <message>
        <source>The subject has an OU (%{value}).</source>
        <translation>サブジェクトにOU（%{value}）があります。</translation>
    </message>
    <message>
        <source>%{type} of the subject is not included in the certificate.</source>
        <translation>サブジェクトの %{type} は証明書に入りません。</translation>
    </message>
    <message>
        <source>Nothing to do. Leave it out of the next CSR.</source>
        <translation>対応は不要です。次回のCSRでは省いてください。</translation>
    </message>
    <message>
        <source>The CN %{name} is missing from the SAN and will be added there.</source>
        <translation>CNの %{name} がSANにないため、SANに追加されます。</translation>
    </message>
    <message>
        <source>Nothing to do.</source>
        <translation>対応は不要です。</translation>
    </message>
    <message>
        <source>O contains %{value}, which is never used in a registered name.</source>
        <translation>Oに %{value} が含まれています。登記された名称には使われません。</translation>
    </message>
    <message>
        <source>Use %{expected} instead.</source>
        <translation>%{expected} と入力してください。</translation>
    </message>
    <message>
        <source>%{type} is written with combining characters (not in Unicode NFC).</source>
        <translation>%{type} が結合文字で書かれています（Unicode NFCではありません）。</translation>
    </message>
    <message>
        <source>Nothing to do: the certificate uses the composed form.</source>
        <translation>対応は不要です。証明書には合成済みの形で書かれます。</translation>
    </message>
    <message>
        <source>%{type} of an English subject contains the character %{character}.</source>
        <translation>英語サブジェクトの %{type} に文字 %{character} が含まれています。</translation>
    </message>
    <message>
        <source>Use half-width letters, digits and symbols other than &quot; # ; and +.</source>
        <translation>半角の英数字と、&quot; # ; +以外の記号を使ってください。</translation>
    </message>
    <message>
        <source>%{type} is “%{value}”, but “%{expected}” is registered. They first differ at character %{position}: %{character} instead of %{expectedCharacter}.</source>
        <translation>%{type} は「%{value}」ですが、登録は「%{expected}」です。%{position}文字目が違います：%{character}（登録は %{expectedCharacter}）</translation>
    </message>
    <message>
        <source>Create a new CSR with the registered value, or ask the certification authority to change the registered data.</source>
        <translation>登録どおりの値でCSRを作り直すか、登録情報の変更を認証局に依頼してください。</translation>
    </message>
    <message>
        <source>%{type} “%{value}” looks like the registered “%{expected}”, but character %{position} differs in width or form: %{character}, registered %{expectedCharacter}.</source>
        <translation>%{type} の「%{value}」は登録の「%{expected}」に似ていますが、%{position}文字目の全角・半角または字体が違います：%{character}（登録は %{expectedCharacter}）</translation>
    </message>
    <message>
        <source>Create a new CSR with exactly the registered characters.</source>
        <translation>登録どおりの文字でCSRを作り直してください。</translation>
    </message>
    <message>
        <source>O is the registered name in the other language.</source>
        <translation>Oが、申請とは別の言語の登録名です。</translation>
    </message>
    <message>
        <source>Choose the other language for this request, or write O as “%{expected}”.</source>
        <translation>申請の言語を変えるか、Oを「%{expected}」としてください。</translation>
    </message>
    <message>
        <source>O is “%{value}”; no registered organisation has this name. Registered: %{expected}.</source>
        <translation>Oが「%{value}」ですが、この名称の申請法人は登録されていません。登録：%{expected}</translation>
    </message>
    <message>
        <source>Create a new CSR with a registered name, or ask the certification authority to register the organisation.</source>
        <translation>登録済みの名称でCSRを作り直すか、申請法人の登録を認証局に依頼してください。</translation>
    </message>
    <message>
        <source>No English name is registered for %{name}.</source>
        <translation>%{name} の英語表記は登録されていません。</translation>
    </message>
    <message>
        <source>Choose a Japanese subject, or ask the certification authority to register the English name.</source>
        <translation>日本語サブジェクトを選ぶか、英語表記の登録を認証局に依頼してください。</translation>
    </message>
    <message>
        <source>The organisation %{name} has not been validated.</source>
        <translation>申請法人 %{name} は審査されていません。</translation>
    </message>
    <message>
        <source>Ask the certification authority to validate it.</source>
        <translation>認証局に審査を依頼してください。</translation>
    </message>
    <message>
        <source>The validation of the organisation %{name} is older than %{limit} days.</source>
        <translation>申請法人 %{name} の審査から%{limit}日を超えています。</translation>
    </message>
    <message>
        <source>Ask the certification authority to validate it again.</source>
        <translation>認証局に再審査を依頼してください。</translation>
    </message>
    <message>
        <source>The validation of the organisation %{name} can be used until %{date}.</source>
        <translation>申請法人 %{name} の審査結果は %{date} まで使えます。</translation>
    </message>
    <message>
        <source>Ask the certification authority to validate it again before that day.</source>
        <translation>その日までに認証局に再審査を依頼してください。</translation>
    </message>
    <message>
        <source>There is no registered data to compare with. Only the CSR itself was checked.</source>
        <translation>照合する登録情報がないため、CSRだけを確認しました。</translation>
    </message>
    <message>
        <source>Organisation and domains are compared when the request is submitted.</source>
        <translation>申請法人とドメインは、申請時に照合されます。</translation>
    </message>
    <message>
        <source>The organisation %{name} is not registered for EV.</source>
        <translation>申請法人 %{name} はEVの登録がありません。</translation>
    </message>
    <message>
        <source>Choose SureServer, or ask the certification authority to register this organisation for EV.</source>
        <translation>SureServerを選ぶか、この法人のEVの登録を認証局に依頼してください。</translation>
    </message>
    <message>
        <source>The registration of %{name} lacks what an EV subject needs: %{missing}.</source>
        <translation>%{name} の登録情報に、EVのサブジェクトに必要な項目がありません：%{missing}</translation>
    </message>
    <message>
        <source>Ask the certification authority to complete the registration.</source>
        <translation>認証局に登録情報の補完を依頼してください。</translation>
    </message>
    <message>
        <source>The domain %{domain} is not registered for EV.</source>
        <translation>ドメイン %{domain} はEVの登録がありません。</translation>
    </message>
    <message>
        <source>Choose SureServer, or ask the certification authority to register this domain for EV.</source>
        <translation>SureServerを選ぶか、このドメインのEVの登録を認証局に依頼してください。</translation>
    </message>
    <message>
        <source>%{name} is a wildcard name, which EV certificates cannot contain.</source>
        <translation>%{name} はワイルドカードです。EV証明書には使えません。</translation>
    </message>
    <message>
        <source>List each host name, or choose SureServer.</source>
        <translation>ホスト名を1つずつ挙げるか、SureServerを選んでください。</translation>
    </message>
    <message>
        <source>Keys of the type %{value} are not accepted.</source>
        <translation>%{value} の鍵は使えません。</translation>
    </message>
    <message>
        <source>Make an RSA key of 2048 bits or more, or an EC key on P-256, P-384 or P-521.</source>
        <translation>2048ビット以上のRSA鍵、またはP-256・P-384・P-521のEC鍵を作ってください。</translation>
    </message>
    <message>
        <source>The curve %{value} is not accepted.</source>
        <translation>曲線 %{value} は受け付けられません。</translation>
    </message>
    <message>
        <source>Make an EC key on one of: %{expected}.</source>
        <translation>次のいずれかの曲線でEC鍵を作ってください：%{expected}</translation>
    </message>
    <message>
        <source>The RSA key has %{length} bits; at least %{limit} are needed.</source>
        <translation>RSA鍵が%{length}ビットです。%{limit}ビット以上が必要です。</translation>
    </message>
    <message>
        <source>Make a new key of %{limit} bits or more and a new request.</source>
        <translation>%{limit}ビット以上の鍵とCSRを新しく作ってください。</translation>
    </message>
    <message>
        <source>The RSA key has %{length} bits; more than %{limit} cannot be used.</source>
        <translation>RSA鍵が%{length}ビットです。%{limit}ビットを超える鍵は使えません。</translation>
    </message>
    <message>
        <source>Make a new key of 2048, 3072 or 4096 bits.</source>
        <translation>2048・3072・4096ビットのいずれかで鍵を作り直してください。</translation>
    </message>
    <message>
        <source>The RSA key has %{length} bits, which is not a multiple of 8.</source>
        <translation>RSA鍵が%{length}ビットで、8の倍数ではありません。</translation>
    </message>
    <message>
        <source>The public exponent of the RSA key is even or smaller than 3.</source>
        <translation>RSA鍵の公開指数が偶数、または3未満です。</translation>
    </message>
    <message>
        <source>Make a new key with the exponent 65537.</source>
        <translation>公開指数65537で鍵を作り直してください。</translation>
    </message>
    <message>
        <source>The public exponent of the RSA key is outside the recommended range from 65537 to 2^256-1.</source>
        <translation>RSA鍵の公開指数が推奨範囲（65537から2^256-1）の外です。</translation>
    </message>
    <message>
        <source>The modulus of the RSA key is even: the key is broken.</source>
        <translation>RSA鍵の法が偶数です。鍵が壊れています。</translation>
    </message>
    <message>
        <source>Make a new key with a current program.</source>
        <translation>新しいプログラムで鍵を作り直してください。</translation>
    </message>
    <message>
        <source>The modulus of the RSA key can be divided by %{value}: the key is broken.</source>
        <translation>RSA鍵の法が %{value} で割り切れます。鍵が壊れています。</translation>
    </message>
    <message>
        <source>The key has the ROCA weakness (CVE-2017-15361): its private key can be computed.</source>
        <translation>鍵にROCAの脆弱性（CVE-2017-15361）があります。秘密鍵を計算で求められます。</translation>
    </message>
    <message>
        <source>Make a new key outside the affected chip, or update the chip&apos;s firmware first.</source>
        <translation>該当するチップの外で鍵を作り直すか、先にファームウェアを更新してください。</translation>
    </message>
    <message>
        <source>The primes of the RSA key lie close together: its private key can be computed.</source>
        <translation>RSA鍵の2つの素数が近すぎます。秘密鍵を計算で求められます。</translation>
    </message>
    <message>
        <source>The CSR is signed with %{value}; %{expected} is needed.</source>
        <translation>CSRの署名が %{value} です。%{expected} が必要です。</translation>
    </message>
    <message>
        <source>Create a new CSR with SHA-256.</source>
        <translation>SHA-256でCSRを作り直してください。</translation>
    </message>
    <message>
        <source>The signature of the CSR does not match its content.</source>
        <translation>CSRの署名が内容と一致しません。</translation>
    </message>
    <message>
        <source>The CSR was changed after signing. Create a new one with your key.</source>
        <translation>署名の後にCSRが変更されています。自分の鍵で作り直してください。</translation>
    </message>
    <message>
        <source>The key was used in certificate %{serial}, which was revoked for key compromise.</source>
        <translation>この鍵は、鍵の危殆化で失効した証明書 %{serial} で使われています。</translation>
    </message>
    <message>
        <source>Make a new key; never use this one again.</source>
        <translation>鍵を新しく作ってください。この鍵は二度と使わないでください。</translation>
    </message>
    <message>
        <source>The same key is in a certificate of another organisation.</source>
        <translation>同じ鍵が別の申請法人の証明書で使われています。</translation>
    </message>
    <message>
        <source>Make a new key for this organisation.</source>
        <translation>この申請法人用に鍵を新しく作ってください。</translation>
    </message>
    <message>
        <source>The key is the one of the certificate %{serial} that is renewed.</source>
        <translation>更新元の証明書 %{serial} と同じ鍵です。</translation>
    </message>
    <message>
        <source>A new key at each renewal is safer. Give a reason if you must keep this one.</source>
        <translation>更新のたびに鍵を新しくする方が安全です。同じ鍵を使う場合は理由を入力してください。</translation>
    </message>
    <message>
        <source>The key is already used in certificate %{serial}.</source>
        <translation>この鍵は証明書 %{serial} で使われています。</translation>
    </message>
    <message>
        <source>Use a separate key for each certificate. Give a reason if you must keep this one.</source>
        <translation>証明書ごとに別の鍵を使ってください。同じ鍵を使う場合は理由を入力してください。</translation>
    </message>
    <message>
        <source>The CSR contains no host name.</source>
        <translation>CSRにホスト名がありません。</translation>
    </message>
    <message>
        <source>Create a new CSR with a host name in the SAN or the CN.</source>
        <translation>SANまたはCNにホスト名を入れてCSRを作り直してください。</translation>
    </message>
    <message>
        <source>Create a new CSR with host names only.</source>
        <translation>ホスト名だけでCSRを作り直してください。</translation>
    </message>
    <message>
        <source>%{value} is not written as a host name in a certificate; the right form is %{expected}.</source>
        <translation>%{value} は証明書のホスト名の形式ではありません。正しくは %{expected} です。</translation>
    </message>
    <message>
        <source>Create a new CSR with %{expected}.</source>
        <translation>%{expected} としてCSRを作り直してください。</translation>
    </message>
    <message>
        <source>%{value} is written in small letters in the certificate.</source>
        <translation>%{value} は、証明書では小文字で書かれます。</translation>
    </message>
    <message>
        <source>The SAN lists %{name} more than once.</source>
        <translation>SANに %{name} が重複しています。</translation>
    </message>
    <message>
        <source>Nothing to do: the certificate lists it once.</source>
        <translation>対応は不要です。証明書には1つだけ入ります。</translation>
    </message>
    <message>
        <source>%{name} is not in a registered domain.</source>
        <translation>%{name} は登録済みの申請ドメインに含まれません。</translation>
    </message>
    <message>
        <source>Ask the certification authority to register the domain %{registrable}, or remove this name.</source>
        <translation>ドメイン %{registrable} の登録を認証局に依頼するか、この名前を外してください。</translation>
    </message>
    <message>
        <source>%{name} is in the domain %{domain}, which is registered for another organisation.</source>
        <translation>%{name} のドメイン %{domain} は、別の申請法人に登録されています。</translation>
    </message>
    <message>
        <source>Use a domain of the organisation in the subject, or ask the certification authority to register it there too.</source>
        <translation>サブジェクトの申請法人のドメインを使うか、その法人への登録を認証局に依頼してください。</translation>
    </message>
    <message>
        <source>The control over the domain %{domain} has not been validated.</source>
        <translation>ドメイン %{domain} の使用権は審査されていません。</translation>
    </message>
    <message>
        <source>The validation of the domain %{domain} is older than %{limit} days.</source>
        <translation>ドメイン %{domain} の審査から%{limit}日を超えています。</translation>
    </message>
    <message>
        <source>The validation of the domain %{domain} can be used until %{date}.</source>
        <translation>ドメイン %{domain} の審査結果は %{date} まで使えます。</translation>
    </message>
    <message>
        <source>The CSR asks for a CA certificate.</source>
        <translation>CSRが認証局の証明書を要求しています。</translation>
    </message>
    <message>
        <source>Create a new CSR without basicConstraints.</source>
        <translation>basicConstraintsを除いてCSRを作り直してください。</translation>
    </message>
    <message>
        <source>The extension %{value} of the CSR is not included in the certificate.</source>
        <translation>CSRの拡張 %{value} は証明書に入りません。</translation>
    </message>
    <message>
        <source>Not filled in.</source>
        <translation>未入力です。</translation>
    </message>
    <message>
        <source>Fill in this field.</source>
        <translation>入力してください。</translation>
    </message>
    <message>
        <source>The text has %{length} characters; the maximum is %{limit}.</source>
        <translation>%{length}文字あります。最大%{limit}文字です。</translation>
    </message>
    <message>
        <source>Shorten the text.</source>
        <translation>短くしてください。</translation>
    </message>
    <message>
        <source>The text contains the character %{character}, which is invisible or changes the text direction.</source>
        <translation>表示されない文字、または文字の向きを変える文字 %{character} が含まれています。</translation>
    </message>
    <message>
        <source>Delete the text and type it again.</source>
        <translation>いったん消して、入力し直してください。</translation>
    </message>
    <message>
        <source>The text is not written in half-width characters.</source>
        <translation>半角で書かれていません。</translation>
    </message>
    <message>
        <source>Enter %{expected}.</source>
        <translation>%{expected} と入力してください。</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, is not a digit.</source>
        <translation>%{position}文字目の %{character} は数字ではありません。</translation>
    </message>
    <message>
        <source>A corporate number is exactly 13 digits.</source>
        <translation>法人番号は13桁の数字で入力してください。</translation>
    </message>
    <message>
        <source>The corporate number has %{length} digits, not 13.</source>
        <translation>法人番号が%{length}桁です。13桁で入力してください。</translation>
    </message>
    <message>
        <source>Compare it with the notice of the number (法人番号指定通知書) or the National Tax Agency&apos;s site.</source>
        <translation>法人番号指定通知書または国税庁の法人番号公表サイトと見比べてください。</translation>
    </message>
    <message>
        <source>These 12 digits look like the company registration number; with its check digit the corporate number would be %{expected}.</source>
        <translation>この12桁は会社法人等番号のようです。検査用数字を付けた法人番号は %{expected} になります。</translation>
    </message>
    <message>
        <source>The first digit of a corporate number is never 0.</source>
        <translation>法人番号の先頭の数字が0になることはありません。</translation>
    </message>
    <message>
        <source>A company registration number is exactly 12 digits.</source>
        <translation>会社法人等番号は12桁の数字で入力してください。</translation>
    </message>
    <message>
        <source>The company registration number has %{length} digits, not 12.</source>
        <translation>会社法人等番号が%{length}桁です。12桁で入力してください。</translation>
    </message>
    <message>
        <source>Enter the number shown in the certificate of registered matters (登記事項証明書).</source>
        <translation>登記事項証明書の会社法人等番号を入力してください。</translation>
    </message>
    <message>
        <source>These 13 digits are the corporate number; the company registration number is %{expected}.</source>
        <translation>この13桁は法人番号です。会社法人等番号は %{expected} です。</translation>
    </message>
    <message>
        <source>The first digit is %{value}; a company registration number begins with 0 to 5.</source>
        <translation>先頭の数字が %{value} です。会社法人等番号の先頭は0から5です。</translation>
    </message>
    <message>
        <source>The number differs at digit %{position} from the corporate number without its first digit, %{expected}.</source>
        <translation>法人番号の先頭を除いた %{expected} と、%{position}桁目で異なります。</translation>
    </message>
    <message>
        <source>Correct this number or the corporate number, whichever is wrong.</source>
        <translation>この番号か法人番号の、誤っているほうを直してください。</translation>
    </message>
    <message>
        <source>Enter the nine digits of the company code, or leave the field empty if there is none.</source>
        <translation>企業コードの9桁を入力してください。お持ちでない場合は空欄にしてください。</translation>
    </message>
    <message>
        <source>The Teikoku Databank code has %{length} digits, not 9.</source>
        <translation>帝国データバンクコードが%{length}桁です。9桁で入力してください。</translation>
    </message>
    <message>
        <source>Enter seven digits, as in 060-0807.</source>
        <translation>060-0807のように、7桁の数字を入力してください。</translation>
    </message>
    <message>
        <source>The postal code has %{length} digits, not 7.</source>
        <translation>郵便番号が%{length}桁です。7桁で入力してください。</translation>
    </message>
    <message>
        <source>The postal code is not in the form NNN-NNNN.</source>
        <translation>郵便番号の形式がNNN-NNNNではありません。</translation>
    </message>
    <message>
        <source>The postal code %{value} is not in this program&apos;s data, so it could not be compared with the address.</source>
        <translation>郵便番号 %{value} はこのプログラムのデータにないため、住所と照合できませんでした。</translation>
    </message>
    <message>
        <source>Check the digits. A new postal code may not be in the data yet; if it is right, there is nothing to do.</source>
        <translation>番号を確認してください。新しい郵便番号は収録されていないことがあります。正しければ対応は不要です。</translation>
    </message>
    <message>
        <source>Correct the postal code or the prefecture.</source>
        <translation>郵便番号か都道府県名を直してください。</translation>
    </message>
    <message>
        <source>Correct the postal code or the municipality; if the address is right, give the reason.</source>
        <translation>郵便番号か市町村名を直してください。住所が正しい場合は理由を入力してください。</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, is not allowed in a telephone number.</source>
        <translation>%{position}文字目の %{character} は電話番号に使えません。</translation>
    </message>
    <message>
        <source>Enter a number in Japan, for example 03-1234-5678 or 090-1234-5678.</source>
        <translation>03-1234-5678や090-1234-5678のように、日本の電話番号を入力してください。</translation>
    </message>
    <message>
        <source>The number has a country code other than +81.</source>
        <translation>+81以外の国番号が付いています。</translation>
    </message>
    <message>
        <source>Telephone numbers in Japan do not begin with %{value}.</source>
        <translation>日本の電話番号は %{value} で始まりません。</translation>
    </message>
    <message>
        <source>An e-mail address needs exactly one @ in the middle.</source>
        <translation>E-mailアドレスには @ が1つだけ必要です。</translation>
    </message>
    <message>
        <source>Enter one address in the form name@example.jp.</source>
        <translation>name@example.jp の形で、アドレスを1つ入力してください。</translation>
    </message>
    <message>
        <source>The address has %{length} characters; at most %{limit} are allowed.</source>
        <translation>%{length}文字あります。E-mailアドレスは最大%{limit}文字です。</translation>
    </message>
    <message>
        <source>Use a shorter address.</source>
        <translation>もっと短いアドレスを使ってください。</translation>
    </message>
    <message>
        <source>The part before the @ has %{length} characters; at most %{limit} are allowed.</source>
        <translation>@ の前が%{length}文字あります。最大%{limit}文字です。</translation>
    </message>
    <message>
        <source>The part before the @ begins or ends with a dot, or has two dots in a row.</source>
        <translation>@ の前の部分の先頭か末尾にドットがあるか、ドットが続いています。</translation>
    </message>
    <message>
        <source>Use an address without such dots. Many mail servers refuse them.</source>
        <translation>そのようなドットのないアドレスを使ってください。受け付けないメールサーバーが多くあります。</translation>
    </message>
    <message>
        <source>The part before the @ contains the character %{character}.</source>
        <translation>@ の前に使えない文字 %{character} があります。</translation>
    </message>
    <message>
        <source>%{name} after the @ is not the name of a mail domain.</source>
        <translation>@ の後の %{name} はメールのドメイン名ではありません。</translation>
    </message>
    <message>
        <source>%{value} looks like the address of a role or a group, not of a person.</source>
        <translation>%{value} は個人ではなく、役割やグループのアドレスのようです。</translation>
    </message>
    <message>
        <source>Enter the person&apos;s own address, not a shared one.</source>
        <translation>本人専用のアドレスを入力してください（共有のアドレスは使えません）。</translation>
    </message>
    <message>
        <source>The login ID has %{length} characters; 4 to 64 are allowed.</source>
        <translation>ログインIDが%{length}文字です。4～64文字で入力してください。</translation>
    </message>
    <message>
        <source>Choose a login ID of 4 to 64 characters.</source>
        <translation>4文字以上64文字以内のログインIDにしてください。</translation>
    </message>
    <message>
        <source>The login ID contains the character %{character}.</source>
        <translation>ログインIDに使えない文字 %{character} があります。</translation>
    </message>
    <message>
        <source>Use small letters, digits and the characters . _ - @ only.</source>
        <translation>半角の英小文字、数字、および . _ - @ だけを使ってください。</translation>
    </message>
    <message>
        <source>%{value} is shortened to %{expected}, the domain in the registry.</source>
        <translation>%{value} は、レジストリに登録されたドメイン %{expected} に置き換えます。</translation>
    </message>
    <message>
        <source>Nothing to do: you can request certificates for all host names in %{expected}.</source>
        <translation>対応は不要です。%{expected} のすべてのホスト名の証明書を申請できます。</translation>
    </message>
    <message>
        <source>%{value} is a host name; the domain that is registered at the registry is %{expected}.</source>
        <translation>%{value} はホスト名です。レジストリに登録されたドメインは %{expected} です。</translation>
    </message>
    <message>
        <source>%{value} is already in the list as %{expected}.</source>
        <translation>%{value} は %{expected} としてすでに入力されています。</translation>
    </message>
    <message>
        <source>Remove one of the two.</source>
        <translation>どちらかを取り除いてください。</translation>
    </message>
    <message>
        <source>The list is full (%{limit} domains). %{value} was not added.</source>
        <translation>申請ドメインは最大%{limit}件です。%{value} は追加されませんでした。</translation>
    </message>
    <message>
        <source>Remove domains you do not need, or ask the certification authority to add %{value} later.</source>
        <translation>不要なドメインを削除するか、%{value} の追加を後で認証局に依頼してください。</translation>
    </message>
    <message>
        <source>The list has %{length} domains; the maximum is %{limit}.</source>
        <translation>申請ドメインが%{length}件あります。最大%{limit}件です。</translation>
    </message>
    <message>
        <source>Remove domains you do not need, or ask the certification authority to add them later.</source>
        <translation>不要なドメインを削除するか、後で認証局に追加を依頼してください。</translation>
    </message>
    <message>
        <source>The text contains more than %{limit} entries. The rest was not read.</source>
        <translation>%{limit}件を超えているため、残りは読み込みませんでした。</translation>
    </message>
    <message>
        <source>Paste the domains in smaller parts.</source>
        <translation>いくつかに分けて貼り付けてください。</translation>
    </message>
    <message>
        <source>EV is ticked for %{value}, but no applicant applies for SureServer EV.</source>
        <translation>%{value} にEVのチェックがありますが、SureServer EVを申請する申請法人がありません。</translation>
    </message>
    <message>
        <source>Untick EV here, or tick SureServer EV at the applicant corporation.</source>
        <translation>ここのEVのチェックを外すか、申請法人でSureServer EVにチェックを入れてください。</translation>
    </message>
    <message>
        <source>SureServer EV is applied for, but EV is ticked for no domain: only SureServer could be issued.</source>
        <translation>SureServer EVを申請していますが、EVにチェックのあるドメインがありません。このままではSureServerしか発行できません。</translation>
    </message>
    <message>
        <source>Tick EV for the domains that need EV certificates.</source>
        <translation>EV証明書を発行するドメインで、EVにチェックを入れてください。</translation>
    </message>
    <message>
        <source>%{value} is also in the subscriber&apos;s own list.</source>
        <translation>%{value} は加入者の申請ドメインにも入っています。</translation>
    </message>
    <message>
        <source>Keep the domain only in the list of the corporation it is registered to.</source>
        <translation>ドメインを登録している法人の側だけに残してください。</translation>
    </message>
    <message>
        <source>The number of certificates a year must be %{minimum} to %{limit}, not %{value}.</source>
        <translation>年間発行予定枚数は%{minimum}～%{limit}枚です（入力：%{value}枚）。</translation>
    </message>
    <message>
        <source>Enter the number of certificates planned for a year.</source>
        <translation>1年間に発行する予定の枚数を入力してください。</translation>
    </message>
    <message>
        <source>%{value} is already entered as applicant %{position} with the same responsible applicant.</source>
        <translation>%{value} は、申請法人%{position}に同じ申請責任者で入力済みです。</translation>
    </message>
    <message>
        <source>Remove one of the two, or name another responsible applicant.</source>
        <translation>どちらかを取り除くか、別の申請責任者にしてください。</translation>
    </message>
    <message>
        <source>An applicant with the legal form %{value} cannot apply for EV.</source>
        <translation>法人格が %{value} の申請法人は、EVを申し込めません。</translation>
    </message>
    <message>
        <source>Untick SureServer EV for this applicant.</source>
        <translation>この申請法人のSureServer EVのチェックを外してください。</translation>
    </message>
    <message>
        <source>The category is that of a private organisation, but the legal form %{value} is a government body.</source>
        <translation>申請組織のカテゴリは民間企業ですが、法人格 %{value} は行政機関です。</translation>
    </message>
    <message>
        <source>Choose the government category, or correct the legal form.</source>
        <translation>行政機関のカテゴリを選ぶか、法人格を直してください。</translation>
    </message>
    <message>
        <source>The category is that of a government body, but the legal form %{value} is private.</source>
        <translation>申請組織のカテゴリは行政機関ですが、法人格 %{value} は民間のものです。</translation>
    </message>
    <message>
        <source>Choose the private category, or correct the legal form.</source>
        <translation>民間企業のカテゴリを選ぶか、法人格を直してください。</translation>
    </message>
    <message>
        <source>The category does not fit the legal form %{value}.</source>
        <translation>申請組織のカテゴリが法人格 %{value} に合っていません。</translation>
    </message>
    <message>
        <source>Choose the category of this kind of body, or correct the legal form.</source>
        <translation>この種類の機関のカテゴリを選ぶか、法人格を直してください。</translation>
    </message>
    <message>
        <source>For a private organisation the establishing body is %{expected} (Legal Affairs Bureau).</source>
        <translation>民間企業の法人設立機関は %{expected} です。</translation>
    </message>
    <message>
        <source>%{value} is not the English name of a prefecture.</source>
        <translation>%{value} は都道府県の英語名ではありません。</translation>
    </message>
    <message>
        <source>Write the name of the prefecture, as in %{expected}.</source>
        <translation>%{expected} のように、都道府県名を英語で入力してください。</translation>
    </message>
    <message>
        <source>%{value} is not the prefecture of the address, %{expected}.</source>
        <translation>%{value} は、住所の都道府県 %{expected} と異なります。</translation>
    </message>
    <message>
        <source>Correct the prefecture; if both are right, give the reason.</source>
        <translation>都道府県を直してください。どちらも正しい場合は理由を入力してください。</translation>
    </message>
    <message>
        <source>The country is %{value}. Applicants are corporations in Japan, so it must be JP.</source>
        <translation>国名が %{value} です。申請法人は日本の法人で、国名はJPです。</translation>
    </message>
    <message>
        <source>Write JP.</source>
        <translation>JPと入力してください。</translation>
    </message>
    <message>
        <source>There is no prefecture with the number %{value}.</source>
        <translation>番号 %{value} の都道府県はありません。</translation>
    </message>
    <message>
        <source>Choose one of the 47 prefectures.</source>
        <translation>47都道府県から選んでください。</translation>
    </message>
    <message>
        <source>The municipality begins with the name of the prefecture, which the certificate shows already.</source>
        <translation>市町村名が都道府県名で始まっています。都道府県名は証明書に別に記載されます。</translation>
    </message>
    <message>
        <source>%{value} does not end in 市, 区, 町 or 村, as a municipality does.</source>
        <translation>%{value} が市・区・町・村で終わっていません。</translation>
    </message>
    <message>
        <source>Write the municipality alone: the city with its ward, the town or the village; in Tokyo&apos;s 23 wards the ward. Streets do not belong here.</source>
        <translation>市町村名だけを入力してください（政令指定都市は区まで、東京23区は区名）。町名や番地は含めません。</translation>
    </message>
    <message>
        <source>Character %{position} of the English municipality, %{character}, is not allowed.</source>
        <translation>市町村名(英語表記)の %{position}文字目に使えない文字 %{character} があります。</translation>
    </message>
    <message>
        <source>In Tokyo&apos;s 23 wards the English municipality is the ward, usually written as in %{expected}.</source>
        <translation>東京23区では、市町村名(英語表記)は区名です。通常は %{expected} のように書きます。</translation>
    </message>
    <message>
        <source>Write %{expected}, or keep the ward&apos;s own spelling.</source>
        <translation>%{expected} と書くか、区の正式な英語表記のままにしてください。</translation>
    </message>
    <message>
        <source>The direct telephone of the responsible applicant is the main telephone.</source>
        <translation>申請責任者電話番号が代表電話番号と同じです。</translation>
    </message>
    <message>
        <source>The certification authority calls the responsible applicant. Enter a direct number if there is one.</source>
        <translation>認証局から申請責任者に電話で確認します。直通の番号があれば入力してください。</translation>
    </message>
    <message>
        <source>Operator %{position} already has the common name %{value}.</source>
        <translation>コモンネーム %{value} は、オペレーター%{position}が使っています。</translation>
    </message>
    <message>
        <source>Give each operator a common name of their own.</source>
        <translation>オペレーターごとに異なるコモンネームにしてください。</translation>
    </message>
    <message>
        <source>Operator %{position} already has the address %{value}.</source>
        <translation>アドレス %{value} は、オペレーター%{position}が使っています。</translation>
    </message>
    <message>
        <source>Enter each operator&apos;s own address, not a shared one.</source>
        <translation>オペレーターごとに、本人専用のアドレスを入力してください（共有のアドレスは使えません）。</translation>
    </message>
    <message>
        <source>One operator is free of charge. Operator %{position} is charged.</source>
        <translation>無料のオペレーターは1名です。%{position}人目は有料です。</translation>
    </message>
    <message>
        <source>OK if you need this operator.</source>
        <translation>必要なオペレーターであれば、対応は不要です。</translation>
    </message>
    <message>
        <source>The name in kana contains the character %{character}.</source>
        <translation>フリガナに仮名でない文字 %{character} があります。</translation>
    </message>
    <message>
        <source>Enter family name and given name in katakana with a space between, as in ヤマダ タロウ.</source>
        <translation>ヤマダ タロウ のように、姓と名の間を空けてカタカナで入力してください。</translation>
    </message>
    <message>
        <source>This is the address of operator %{position}.</source>
        <translation>オペレーター %{position} のアドレスです。</translation>
    </message>
    <message>
        <source>A mailing list that includes the operators is advised. The address is for CC and Reply-To of the notices.</source>
        <translation>オペレーターを含むメーリングリストをお勧めします。お知らせメールのCCとReply-Toに使うアドレスです。</translation>
    </message>
    <message>
        <source>The consent of the corporation that asks for the certificates (発行依頼者) has not been confirmed.</source>
        <translation>発行依頼者の同意が確認されていません。</translation>
    </message>
    <message>
        <source>Obtain its consent before applying, then tick this box.</source>
        <translation>申請の前に発行依頼者の同意を得てから、チェックを入れてください。</translation>
    </message>
    <message>
        <source>The corporation of the three-party contract is applicant %{position} itself.</source>
        <translation>三社間契約の法人が、申請法人%{position}と同じです。</translation>
    </message>
    <message>
        <source>A three-party contract is for another corporation. Correct the data, or untick it.</source>
        <translation>三社間契約は別の法人のためのものです。内容を直すか、チェックを外してください。</translation>
    </message>
    <message>
        <source>There are warnings. Give the reason for sending the application anyway.</source>
        <translation>警告があります。このまま申し込む理由を入力してください。</translation>
    </message>
    <message>
        <source>Fix the warnings, or give the reason. It is kept with the application.</source>
        <translation>警告の内容を直すか、理由を入力してください。理由はお申し込みとともに保存されます。</translation>
    </message>
    <message>
        <source>In Tokyo&apos;s 23 wards the English municipality is the ward, not Tokyo.</source>
        <translation>東京23区では、市町村名(英語表記)はTokyoではなく区名です。</translation>
    </message>
    <message>
        <source>Write the ward of %{value}, as in Minato City.</source>
        <translation>Minato Cityのように、%{value} の英語表記を入力してください。</translation>
    </message>
    <message>
        <source>Enter the name.</source>
        <translation>名称を入力してください。</translation>
    </message>
    <message>
        <source>The name contains only dots, hyphens or spaces.</source>
        <translation>名称がピリオド・ハイフン・空白だけです。</translation>
    </message>
    <message>
        <source>Enter the real name.</source>
        <translation>実際の名称を入力してください。</translation>
    </message>
    <message>
        <source>The name has %{length} characters; the form allows %{limit}.</source>
        <translation>名称が%{length}文字あります。入力できるのは最大%{limit}文字です。</translation>
    </message>
    <message>
        <source>Do not shorten it. Tick “Consult the service desk about the name&apos;s length” and give the reason. You can save and send the application like this.</source>
        <translation>名称を省略しないでください。「文字数についてSureHandsOn係に相談する」にチェックを入れ、理由を入力してください。そのまま保存・送信できます。</translation>
    </message>
    <message>
        <source>The name has %{length} characters; the form allows %{limit}. The service desk will be consulted.</source>
        <translation>名称が%{length}文字で、最大%{limit}文字を超えています。SureHandsOn係に相談する形で送信します。</translation>
    </message>
    <message>
        <source>Nothing to do. The service desk will tell you how the name will appear in the certificate.</source>
        <translation>対応は不要です。証明書での記載方法はSureHandsOn係からご連絡します。</translation>
    </message>
    <message>
        <source>The name is written with combining characters (not in Unicode NFC).</source>
        <translation>名称に、濁点などが分かれた形の文字（Unicode NFCでない形）が含まれています。</translation>
    </message>
    <message>
        <source>Nothing to do: it is stored in the composed form, which looks the same.</source>
        <translation>対応は不要です。見た目の同じ、1文字にまとめた形で保存されます。</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, is a compatibility character. In Unicode NFC it becomes %{expected}.</source>
        <translation>%{position}文字目の%{character}は互換用の文字で、Unicode NFCでは%{expected}に置き換わります。</translation>
    </message>
    <message>
        <source>Check that %{expected} is right for the name. The other form cannot be used in a certificate.</source>
        <translation>%{expected}で差し支えないか確認してください。元の字形は証明書に残せません。</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, is followed by the variation selector %{selector}: together they count as 2 characters.</source>
        <translation>%{position}文字目の%{character}に異体字セレクター%{selector}が付いています。合わせて2文字と数えます。</translation>
    </message>
    <message>
        <source>Many systems do not show the difference: leave the selector out unless the registry needs it.</source>
        <translation>字形の違いを表示できないシステムが多いため、登記上必要でなければ異体字セレクターを除いてください。</translation>
    </message>
    <message>
        <source>There is a line break or a tab at position %{position} (%{character}).</source>
        <translation>%{position}文字目に改行またはタブがあります（%{character}）。</translation>
    </message>
    <message>
        <source>Write the name in one line.</source>
        <translation>名称を1行で入力してください。</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, is invisible or changes the text direction.</source>
        <translation>%{position}文字目の%{character}は、表示されない文字、または文字の並ぶ方向を変える文字です。</translation>
    </message>
    <message>
        <source>Remove it, or type the name again.</source>
        <translation>この文字を取り除いてください。入力し直しても取り除けます。</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, is a user-defined character (外字), which other computers cannot show.</source>
        <translation>%{position}文字目の%{character}は外字で、ほかのコンピューターでは表示できません。</translation>
    </message>
    <message>
        <source>Write the name with standard characters; ask the service desk if there is none.</source>
        <translation>標準の文字で入力してください。該当する文字がないときはSureHandsOn係にご相談ください。</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, is an unusual kind of space.</source>
        <translation>%{position}文字目の%{character}は特殊な空白です。</translation>
    </message>
    <message>
        <source>Write an ordinary space, %{expected}, or none.</source>
        <translation>通常の空白（%{expected}）に直すか、空白を取り除いてください。</translation>
    </message>
    <message>
        <source>There is a space at the beginning or the end of the name (%{character} at position %{position}).</source>
        <translation>名称の先頭または末尾に空白があります（%{position}文字目、%{character}）。</translation>
    </message>
    <message>
        <source>Remove the space.</source>
        <translation>空白を取り除いてください。</translation>
    </message>
    <message>
        <source>There are several spaces in a row at position %{position}.</source>
        <translation>%{position}文字目に空白が続いています。</translation>
    </message>
    <message>
        <source>Leave one space.</source>
        <translation>空白を1つにしてください。</translation>
    </message>
    <message>
        <source>There is a space (%{character}) at position %{position}; a registered name has spaces between words in romaji only.</source>
        <translation>%{position}文字目に空白（%{character}）があります。商号で空白を使えるのは、ローマ字の単語の間だけです。</translation>
    </message>
    <message>
        <source>Remove the space, also beside the legal form.</source>
        <translation>空白を取り除いてください。法人格との間にも空白は入りません。</translation>
    </message>
    <message>
        <source>“%{value}” at position %{position} is an abbreviation and never part of a registered name.</source>
        <translation>%{position}文字目の「%{value}」は略記で、登記された名称には使われません。</translation>
    </message>
    <message>
        <source>From character %{position}, %{character}, there is half-width katakana.</source>
        <translation>%{position}文字目の%{character}から半角カタカナがあります。</translation>
    </message>
    <message>
        <source>Letters, digits or symbols are half width (%{character} at position %{position}); the registry writes them full width (%{expected}).</source>
        <translation>英字・数字・記号が半角です（%{position}文字目、%{character}）。登記では全角（%{expected}）で記録されます。</translation>
    </message>
    <message>
        <source>Both are accepted. The certificate shows the name as entered, and the CSR must use the same width.</source>
        <translation>どちらでも申し込めます。証明書には入力どおりの全角・半角で記載され、CSRも同じにする必要があります。</translation>
    </message>
    <message>
        <source>Letters, digits or symbols are full width (%{character} at position %{position}), as the registry writes them; the half-width form is %{expected}.</source>
        <translation>英字・数字・記号が、登記と同じ全角です（%{position}文字目、%{character}）。半角では%{expected}です。</translation>
    </message>
    <message>
        <source>Half-width and full-width letters or digits are mixed (%{character} at position %{position} is half width).</source>
        <translation>半角と全角の英数字が混在しています（%{position}文字目の%{character}は半角です）。</translation>
    </message>
    <message>
        <source>Use one width throughout. The registry uses full width.</source>
        <translation>全角か半角のどちらかにそろえてください。登記では全角です。</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, only looks like the hyphen of registered names.</source>
        <translation>%{position}文字目の%{character}は、商号に使うハイフンに似た別の文字です。</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, follows kana, where the long vowel mark is expected.</source>
        <translation>%{position}文字目の%{character}は仮名の直後にあり、長音符の誤りと思われます。</translation>
    </message>
    <message>
        <source>Write %{expected} if a long vowel is meant; the hyphen between words is ‐ (U+2010).</source>
        <translation>長音であれば%{expected}と入力してください。語を区切るハイフンは‐（U+2010）です。</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, is the long vowel mark but does not follow kana.</source>
        <translation>%{position}文字目の%{character}は長音符ですが、仮名の後にありません。</translation>
    </message>
    <message>
        <source>Write %{expected} if that is meant.</source>
        <translation>%{expected}の誤りであれば直してください。</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, is a wave dash, which is not allowed in a registered name.</source>
        <translation>%{position}文字目の%{character}は波ダッシュで、商号には使えません。</translation>
    </message>
    <message>
        <source>Check the registry. After kana it is usually the long vowel mark: %{expected}.</source>
        <translation>登記を確認してください。仮名の後では、通常は長音符（%{expected}）です。</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, only looks like %{expected}.</source>
        <translation>%{position}文字目の%{character}は%{expected}に似た別の文字です。</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, is next to katakana and looks like %{expected}.</source>
        <translation>%{position}文字目の%{character}はカタカナの隣にあり、%{expected}に似ています。</translation>
    </message>
    <message>
        <source>Enter %{expected} if you mean the katakana.</source>
        <translation>カタカナの誤りであれば%{expected}に直してください。</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, is a compatibility character, which is not allowed in a registered name.</source>
        <translation>%{position}文字目の%{character}は互換用の文字で、商号には使えません。</translation>
    </message>
    <message>
        <source>Enter %{expected}, or the name as registered.</source>
        <translation>%{expected}、または登記のとおりに入力してください。</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, is not allowed in a registered name.</source>
        <translation>%{position}文字目の%{character}は商号に使えない文字です。</translation>
    </message>
    <message>
        <source>A registered name can contain only Japanese characters, letters, digits and ＆ ’ ， ‐ ． ・. Enter it as registered.</source>
        <translation>商号に使えるのは、日本文字、ローマ字、アラビア数字と＆ ’ ， ‐ ． ・だけです。登記のとおりに入力してください。</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, is a symbol at the beginning or the end of the name.</source>
        <translation>%{position}文字目の%{character}は、名称の先頭または末尾にある符号です。</translation>
    </message>
    <message>
        <source>Use symbols only between words. ． may end an abbreviation in romaji.</source>
        <translation>符号は語を区切る場合にだけ使えます。ローマ字の略語の末尾の．は使えます。</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, follows another symbol.</source>
        <translation>%{position}文字目の%{character}は、別の符号に続いています。</translation>
    </message>
    <message>
        <source>Leave one symbol between words.</source>
        <translation>語の間の符号は1つにしてください。</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, is a variant ideograph that is not in JIS X 0208; the usual form is %{expected}.</source>
        <translation>%{position}文字目の%{character}はJIS X 0208にない異体字です。通常の字体は%{expected}です。</translation>
    </message>
    <message>
        <source>Keep it if the name is registered with it, and give that as the reason. Some systems cannot show it.</source>
        <translation>登記がこの字体であればそのままにし、その旨を理由に入力してください。表示できないシステムがあります。</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, is not in JIS X 0208; some systems cannot show it.</source>
        <translation>%{position}文字目の%{character}はJIS X 0208にない文字で、表示できないシステムがあります。</translation>
    </message>
    <message>
        <source>Keep it if the name is registered with it, and give that as the reason.</source>
        <translation>登記がこの文字であればそのままにし、その旨を理由に入力してください。</translation>
    </message>
    <message>
        <source>There is no name other than %{form}.</source>
        <translation>%{form}のほかに名称がありません。</translation>
    </message>
    <message>
        <source>Enter the whole name.</source>
        <translation>名称をすべて入力してください。</translation>
    </message>
    <message>
        <source>The legal form is %{form}, but the name does not contain it.</source>
        <translation>法人格に%{form}が選ばれていますが、名称に含まれていません。</translation>
    </message>
    <message>
        <source>Enter the whole registered name, or choose the right legal form.</source>
        <translation>登記どおりの名称をすべて入力するか、正しい法人格を選んでください。</translation>
    </message>
    <message>
        <source>The legal form is %{form}, but the name contains %{found}.</source>
        <translation>法人格に%{form}が選ばれていますが、名称に%{found}が含まれています。</translation>
    </message>
    <message>
        <source>Correct the name, or choose the legal form used in it.</source>
        <translation>名称を直すか、名称にある法人格を選んでください。</translation>
    </message>
    <message>
        <source>%{form} appears in the name more than once.</source>
        <translation>名称に%{form}が2回以上含まれています。</translation>
    </message>
    <message>
        <source>Write it once, as the registry does.</source>
        <translation>登記のとおり1回だけ入力してください。</translation>
    </message>
    <message>
        <source>%{form} is in the middle of the name.</source>
        <translation>%{form}が名称の途中にあります。</translation>
    </message>
    <message>
        <source>Enter only the corporation&apos;s name, without a branch or department. The legal form comes first or last.</source>
        <translation>支店名や部署名を除き、法人の名称だけを入力してください。法人格は名称の前か後に付きます。</translation>
    </message>
    <message>
        <source>%{form} comes before the name, but another position is chosen.</source>
        <translation>%{form}は名称の前にありますが、別の位置が選ばれています。</translation>
    </message>
    <message>
        <source>Choose “before the name” as the position, or correct the name.</source>
        <translation>位置に前株（名称の前）を選ぶか、名称を直してください。</translation>
    </message>
    <message>
        <source>%{form} comes after the name, but another position is chosen.</source>
        <translation>%{form}は名称の後にありますが、別の位置が選ばれています。</translation>
    </message>
    <message>
        <source>Choose “after the name” as the position, or correct the name.</source>
        <translation>位置に後株（名称の後）を選ぶか、名称を直してください。</translation>
    </message>
    <message>
        <source>The name ends with %{found}. For a private school, the applicant is the corporation that runs it.</source>
        <translation>名称が「%{found}」で終わっています。私立学校の場合は、学校を運営する法人が申請法人です。</translation>
    </message>
    <message>
        <source>Enter the school corporation&apos;s registered name, unless it is this one.</source>
        <translation>この名称が法人のものでなければ、学校を運営している法人の商号を入力してください。</translation>
    </message>
    <message>
        <source>There are Japanese characters, the first at position %{position}.</source>
        <translation>日本語の文字があります（最初は%{position}文字目）。</translation>
    </message>
    <message>
        <source>Write the name in half-width letters: in English or in romaji.</source>
        <translation>英語またはローマ字で、半角で入力してください。</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, is full width.</source>
        <translation>%{position}文字目の%{character}は全角です。</translation>
    </message>
    <message>
        <source>Write all of the name in half width.</source>
        <translation>すべて半角で入力してください。</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, is not allowed in an English name.</source>
        <translation>%{position}文字目の%{character}は英語表記に使えません。</translation>
    </message>
    <message>
        <source>There is no space after a comma.</source>
        <translation>コンマの後に空白がありません。</translation>
    </message>
    <message>
        <source>Write “Co., Ltd.” with a space, if the official name has it.</source>
        <translation>正式な英語表記に空白があれば「Co., Ltd.」のように入力してください。</translation>
    </message>
    <message>
        <source>The common name has %{length} characters; at most %{limit} are allowed.</source>
        <translation>コモンネームが%{length}文字あります。最大%{limit}文字です。</translation>
    </message>
    <message>
        <source>Shorten the surname as the operator writes it elsewhere, for example in the passport.</source>
        <translation>パスポートなど、他で使っている表記に合わせて苗字を短くしてください。</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, is not allowed in a common name.</source>
        <translation>%{position}文字目の%{character}はコモンネームに使えません。</translation>
    </message>
    <message>
        <source>Write capital letters and one dot: T.YAMADA.</source>
        <translation>大文字のローマ字とピリオド1つで、T.YAMADAのように入力してください。</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, is a small letter.</source>
        <translation>%{position}文字目の%{character}は小文字です。</translation>
    </message>
    <message>
        <source>Write capital letters only.</source>
        <translation>すべて大文字で入力してください。</translation>
    </message>
    <message>
        <source>The common name is not in the form initial, dot, surname.</source>
        <translation>コモンネームが「名前頭文字.苗字」の形ではありません。</translation>
    </message>
    <message>
        <source>Enter it like T.YAMADA for 山田 太郎.</source>
        <translation>山田 太郎 様の場合はT.YAMADAと入力してください。</translation>
    </message>
    <message>
        <source>The password has %{length} characters; at least %{limit} are needed.</source>
        <translation>パスワードが%{length}文字です。%{limit}文字以上必要です。</translation>
    </message>
    <message>
        <source>Use a longer password: several unrelated words are easy to remember.</source>
        <translation>長くしてください。関係のない単語をいくつか並べると覚えやすくなります。</translation>
    </message>
    <message>
        <source>The password has %{length} characters; %{limit} or more are recommended.</source>
        <translation>パスワードが%{length}文字です。%{limit}文字以上を推奨します。</translation>
    </message>
    <message>
        <source>Add some characters or a further word.</source>
        <translation>文字または単語を追加してください。</translation>
    </message>
    <message>
        <source>The password has %{length} characters; the maximum is %{limit}.</source>
        <translation>パスワードが%{length}文字あります。最大%{limit}文字です。</translation>
    </message>
    <message>
        <source>Use a shorter password.</source>
        <translation>短くしてください。</translation>
    </message>
    <message>
        <source>The password contains a character that cannot be typed, such as a line break or a tab.</source>
        <translation>パスワードに、改行やタブなど、入力できない文字が含まれています。</translation>
    </message>
    <message>
        <source>Type the password by hand.</source>
        <translation>パスワードを手で入力してください。</translation>
    </message>
    <message>
        <source>The password contains characters other than half-width letters, digits and symbols.</source>
        <translation>パスワードに半角の英字・数字・記号以外の文字が含まれています。</translation>
    </message>
    <message>
        <source>Not every keyboard can type them: use half-width letters, digits and symbols.</source>
        <translation>入力できない機器があります。半角の英字・数字・記号を使ってください。</translation>
    </message>
    <message>
        <source>The password begins or ends with a space.</source>
        <translation>パスワードの先頭または末尾に空白があります。</translation>
    </message>
    <message>
        <source>Remove the space if it came with copying.</source>
        <translation>コピーの際に付いた空白であれば取り除いてください。</translation>
    </message>
    <message>
        <source>The password contains the login ID, an e-mail address or a name from this form.</source>
        <translation>パスワードに、このフォームのログインID、E-mailアドレスまたは氏名が使われています。</translation>
    </message>
    <message>
        <source>Use words that have nothing to do with you.</source>
        <translation>ご自身と関係のない言葉を使ってください。</translation>
    </message>
    <message>
        <source>The password is easy to guess.</source>
        <translation>推測されやすいパスワードです。</translation>
    </message>
    <message>
        <source>Use a longer one without common words, names, dates or sequences.</source>
        <translation>よくある単語・名前・日付・連続した文字を避け、長くしてください。</translation>
    </message>
    <message>
        <source>The password could be stronger.</source>
        <translation>もう少し強いパスワードにできます。</translation>
    </message>
    <message>
        <source>Add a further word or some characters.</source>
        <translation>単語または文字を追加してください。</translation>
    </message>
    <message>
        <source>Much of the password is a common word, name or password.</source>
        <translation>パスワードの多くが、よくある単語・名前・パスワードです。</translation>
    </message>
    <message>
        <source>Add words that do not belong together.</source>
        <translation>互いに関係のない単語を追加してください。</translation>
    </message>
    <message>
        <source>The password repeats the same characters.</source>
        <translation>パスワードに同じ文字の繰り返しがあります。</translation>
    </message>
    <message>
        <source>Replace the repetition.</source>
        <translation>繰り返しを別の文字に替えてください。</translation>
    </message>
    <message>
        <source>The password contains a sequence such as abcd or 1234.</source>
        <translation>パスワードにabcdや1234のような連続した文字があります。</translation>
    </message>
    <message>
        <source>Replace the sequence.</source>
        <translation>連続した文字を別の文字に替えてください。</translation>
    </message>
    <message>
        <source>The password contains neighbouring keys, such as qwerty.</source>
        <translation>パスワードにqwertyのようなキー配列順の文字があります。</translation>
    </message>
    <message>
        <source>Replace this part.</source>
        <translation>この部分を別の文字に替えてください。</translation>
    </message>
    <message>
        <source>The password contains a date or a year.</source>
        <translation>パスワードに日付または年が含まれています。</translation>
    </message>
    <message>
        <source>The first digit is %{value}, but the other twelve require %{digit}. At least one digit is wrong.</source>
        <translation>先頭の検査用数字が %{value} ですが、残りの12桁から計算すると%{digit}です。いずれかの数字が誤っています。</translation>
    </message>
    <message>
        <source>The postal code %{value} belongs to %{place}, not to %{name}.</source>
        <translation>郵便番号 %{value} は %{place} のもので、%{name} ではありません。</translation>
    </message>
    <message>
        <source>The postal code %{value} belongs to %{place}, but the municipality is entered as %{name}.</source>
        <translation>郵便番号 %{value} は %{place} のものですが、市町村名が %{name} になっています。</translation>
    </message>
    <message>
        <source>OK if intended.</source>
        <translation>意図したとおりであれば、対応は不要です。</translation>
    </message>
    <message>
        <source>The number has %{length} digits; numbers that begin with %{value} have %{count}.</source>
        <translation>%{length}桁です。%{value} で始まる電話番号は%{count}桁です。</translation>
    </message>
    <message>
        <source>This login ID is already in use.</source>
        <translation>このログインIDはすでに使われています。</translation>
    </message>
    <message>
        <source>Choose another login ID and send the application again. This time it was not accepted.</source>
        <translation>別のログインIDにして、もう一度送信してください。今回のお申し込みは受け付けられていません。</translation>
    </message>
    <message>
        <source>There are %{count} more findings, not listed here.</source>
        <translation>ここに表示していない指摘があと%{count}件あります。</translation>
    </message>
    <message>
        <source>Fix the listed problems, then check again.</source>
        <translation>表示されている指摘を直してから、もう一度確認してください。</translation>
    </message>
    <message>
        <source>The request is not waiting for approval.</source>
        <translation>この申請は承認待ちではありません。</translation>
    </message>
    <message>
        <source>Check its status and history. If it is on hold, release it first.</source>
        <translation>状態と履歴を確認してください。保留中の場合は、先に保留を解除してください。</translation>
    </message>
    <message>
        <source>Another operator has claimed the request.</source>
        <translation>ほかのオペレーターがこの申請を担当中です。</translation>
    </message>
    <message>
        <source>Leave it to that operator, or release the claim first.</source>
        <translation>そのオペレーターに任せるか、先に担当を外してください。</translation>
    </message>
    <message>
        <source>You have approved this request already.</source>
        <translation>この申請はすでにあなたが承認しています。</translation>
    </message>
    <message>
        <source>Another operator has to approve it too.</source>
        <translation>ほかのオペレーターの承認も必要です。</translation>
    </message>
    <message>
        <source>You edited this request last, and it needs several approvals.</source>
        <translation>この申請を最後に編集したのはあなたです。複数承認のため、あなたは承認できません。</translation>
    </message>
    <message>
        <source>Other operators must approve it.</source>
        <translation>ほかのオペレーターに承認を依頼してください。</translation>
    </message>
    <message>
        <source>Ask the owner of the domain to add a CAA record for %{expected}, or to remove this name from the request.</source>
        <translation>ドメイン名の管理者に、%{expected} を認めるCAAレコードの追加を依頼するか、この名前を申請から外してもらってください。</translation>
    </message>
    <message>
        <source>Ask the owner of the domain to remove this record or its critical flag.</source>
        <translation>ドメイン名の管理者に、このレコードを削除するかcriticalフラグを外すよう依頼してください。</translation>
    </message>
    <message>
        <source>Check again later. If it cannot wait, give a reason.</source>
        <translation>しばらくしてからもう一度確認してください。待てない場合は理由を入力してください。</translation>
    </message>
    <message>
        <source>The CAA records of %{domain} (%{value}) do not allow this certification authority to issue for %{name}.</source>
        <translation>%{domain} のCAAレコード（%{value}）は、この認証局による %{name} への発行を認めていません。</translation>
    </message>
    <message>
        <source>A critical CAA record at %{domain} (%{value}) is not understood, so nobody may issue for %{name}.</source>
        <translation>%{domain} のCAAレコードに解釈できない必須（critical）の項目（%{value}）があるため、%{name} には発行できません。</translation>
    </message>
    <message>
        <source>The CAA records of %{name} could not be checked (%{value}).</source>
        <translation>%{name} のCAAレコードを確認できませんでした（%{value}）。</translation>
    </message>
    <message>
        <source>This site does not provide registered data. Organisation and domains were not compared.</source>
        <translation>このサイトは登録情報を提供しません。申請法人とドメインは照合していません。</translation>
    </message>
    <message>
        <source>To compare them, choose a file with the registered organisations and domains for this site.</source>
        <translation>照合するには、登録済みの申請法人とドメインのファイルをこのサイトに指定してください。</translation>
    </message>
    <message>
        <source>The CSR asks for names that the profile will not put into the certificate: %{names}.</source>
        <translation>CSRが求める次の名前は、プロファイルにより証明書に入りません：%{names}</translation>
    </message>
    <message>
        <source>Approve only if the certificate is useful without these names. If not, reject the request and suggest a profile that accepts them.</source>
        <translation>これらの名前がなくても使える場合だけ承認してください。そうでなければ却下し、名前を受け付けるプロファイルを案内してください。</translation>
    </message>
    <message>
        <source>No DNS server answers this computer. The CAA records were not checked.</source>
        <translation>このコンピューターに応答するDNSサーバーがないため、CAAレコードを確認していません。</translation>
    </message>
    <message>
        <source>Check the computer&apos;s DNS settings, or check the CAA records in another way before you approve.</source>
        <translation>コンピューターのDNS設定を確認するか、承認の前に別の方法でCAAレコードを確認してください。</translation>
    </message>
    <message>
        <source>%{type} is a %{value} in the request; the certificate has it as UTF8String.</source>
        <translation>申請の %{type} は %{value} です。証明書ではUTF8Stringになります。</translation>
    </message>
    <message>
        <source>%{type} is a %{value}, which has no place for %{character}: other programs read something else there.</source>
        <translation>%{type} は %{value} ですが、%{character} はこの文字列型では表せません。ほかのプログラムでは別の文字として読まれます。</translation>
    </message>
    <message>
        <source>Create a new CSR with UTF8String. With OpenSSL, set string_mask = utf8only in its configuration and use the option -utf8.</source>
        <translation>UTF8StringでCSRを作り直してください。OpenSSLでは、設定ファイルの string_mask = utf8only とオプション -utf8 を使います。</translation>
    </message>
    <message>
        <source>%{type} holds the character %{character}, which does not show.</source>
        <translation>%{type} に、表示されない文字 %{character} が含まれています。</translation>
    </message>
    <message>
        <source>Create a new CSR without this character.</source>
        <translation>この文字を除いてCSRを作り直してください。</translation>
    </message>
    <message>
        <source>%{type} holds the compatibility ideograph %{character}; the certificate has %{expected}.</source>
        <translation>%{type} に互換漢字 %{character} が含まれています。証明書では %{expected} になります。</translation>
    </message>
    <message>
        <source>Nothing to do if this is the character that you mean.</source>
        <translation>この文字で正しければ、何もする必要はありません。</translation>
    </message>
    <message>
        <source>The subject holds a part (RDN) without any attribute.</source>
        <translation>サブジェクトに、属性が一つもない部分（RDN）があります。</translation>
    </message>
    <message>
        <source>Create a new CSR with a program that writes correct subjects.</source>
        <translation>サブジェクトを正しく書き出すプログラムでCSRを作り直してください。</translation>
    </message>
    <message>
        <source>%{value} stand in one part (RDN) of the subject; the certificate has each by itself.</source>
        <translation>%{value} が、サブジェクトの一つの部分（RDN）にまとまっています。証明書では別々になります。</translation>
    </message>
    <message>
        <source>The SAN entry %{value} has no form in which it can stand in a certificate (xn--).</source>
        <translation>SANの %{value} には、証明書に記載できる形（xn--）がありません。</translation>
    </message>
    <message>
        <source>Use a name that the domain registry allows.</source>
        <translation>ドメイン名の登録機関が認める名前を使ってください。</translation>
    </message>
    <message>
        <source>The SAN entry %{value} holds several names in one.</source>
        <translation>SANの一つの項目 %{value} に、複数の名前が入っています。</translation>
    </message>
    <message>
        <source>Create a new CSR with one entry for each name.</source>
        <translation>名前ごとに項目を分けてCSRを作り直してください。</translation>
    </message>
    <message>
        <source>The request asks for %{name} twice, in different ways (by the extension requests of PKCS#9 and of Microsoft).</source>
        <translation>申請は %{name} を異なる内容で二重に求めています（PKCS#9とMicrosoftの拡張要求）。</translation>
    </message>
    <message>
        <source>Create a new CSR with only one of the two.</source>
        <translation>どちらか一方だけにしてCSRを作り直してください。</translation>
    </message>
    <message>
        <source>The request asks for the usage %{value} (%{name}), which will not be given.</source>
        <translation>申請は用途 %{value}（%{name}）を求めていますが、証明書には付きません。</translation>
    </message>
    <message>
        <source>Nothing to do for a server that serves TLS.</source>
        <translation>TLSサーバーであれば、何もする必要はありません。</translation>
    </message>
    <message>
        <source>%{name} lies under .arpa, which serves the Internet&apos;s own look-ups.</source>
        <translation>%{name} は .arpa の名前です。.arpa はインターネットの逆引きなどに使われるもので、ホスト名には使えません。</translation>
    </message>
    <message>
        <source>Nothing to do: the certificate carries it as the request writes it.</source>
        <translation>対応は不要です。証明書には申請どおりのOUが入ります。</translation>
    </message>
    <message>
        <source>This is a client certificate. Only the form of the subject, the key and the signature were checked. There are no rules yet for the names, usages and validity of client certificates.</source>
        <translation>これはクライアント証明書の申請です。サブジェクトの形式・鍵・署名だけを確認しました。クライアント証明書の名前・用途・有効期間の規則はまだありません。</translation>
    </message>
    <message>
        <source>Compare names, usages and validity with what the profile will issue.</source>
        <translation>名前・用途・有効期間を、プロファイルが発行する内容と見比べてください。</translation>
    </message>
    <message>
        <source>This is a CA certificate. Only the form of the subject, the key and the signature were checked. There are no rules yet for the names, usages and validity of CA certificates.</source>
        <translation>これは認証局証明書の申請です。サブジェクトの形式・鍵・署名だけを確認しました。認証局証明書の名前・用途・有効期間の規則はまだありません。</translation>
    </message>
    <message>
        <source>Approve it only if this authority is to have one below it; give the reason. Compare its names, usages and validity with what the profile will issue.</source>
        <translation>この認証局の下に認証局を置く場合に限り、理由を書いて承認してください。名前・用途・有効期間は、プロファイルが発行する内容と見比べてください。</translation>
    </message>
    <message>
        <source>This is a mail certificate. Only the form of the subject, the key and the signature were checked. There are no rules yet for the names, usages and validity of mail certificates.</source>
        <translation>これはメール用証明書の申請です。サブジェクトの形式・鍵・署名だけを確認しました。メール用証明書の名前・用途・有効期間の規則はまだありません。</translation>
    </message>
    <message>
        <source>This is a code signing certificate. Only the form of the subject, the key and the signature were checked. There are no rules yet for the names, usages and validity of code signing certificates.</source>
        <translation>これはコード署名証明書の申請です。サブジェクトの形式・鍵・署名だけを確認しました。コード署名証明書の名前・用途・有効期間の規則はまだありません。</translation>
    </message>
    <message>
        <source>This is not a server certificate. Only the form of the subject, the key and the signature were checked. There are no rules yet for the names, usages and validity of this kind of certificate.</source>
        <translation>これはサーバ証明書の申請ではありません。サブジェクトの形式・鍵・署名だけを確認しました。この種類の証明書の名前・用途・有効期間の規則はまだありません。</translation>
    </message>
    <message>
        <source>businessCategory is “%{value}”; EV knows only: %{expected}.</source>
        <translation>businessCategoryが「%{value}」です。EVで使えるのは次の値だけです：%{expected}</translation>
    </message>
    <message>
        <source>Create a new CSR with the category of the organisation, or without businessCategory.</source>
        <translation>申請組織のカテゴリを正しく入力するか、businessCategoryを除いてCSRを作り直してください。</translation>
    </message>
    <message>
        <source>The key is one of the few that OpenSSL of Debian made in 2006 to 2008 (CVE-2008-0166): anybody has its private key.</source>
        <translation>この鍵は、2006~2008年のDebianのOpenSSLが生成した限られた鍵の一つです（CVE-2008-0166）。秘密鍵は誰でも入手できます。</translation>
    </message>
    <message>
        <source>The SAN entry %{value} is of the kind %{kind}; only dNSName entries (host names) are accepted.</source>
        <translation>SANの %{value} の種類は %{kind} です。受け付けられるのはdNSName（ホスト名）だけです。</translation>
    </message>
    <message>
        <source>The SAN holds the IP address %{value}.</source>
        <translation>SANにIPアドレス %{value} があります。</translation>
    </message>
    <message>
        <source>Use the host name that clients connect to, where it has one.</source>
        <translation>接続に使うホスト名があれば、そのホスト名を使ってください。</translation>
    </message>
    <message>
        <source>The SAN holds the private or reserved IP address %{value}.</source>
        <translation>SANにプライベートまたは予約済みのIPアドレス %{value} があります。</translation>
    </message>
    <message>
        <source>Use a host name where clients can look one up; the address may be another machine&apos;s elsewhere.</source>
        <translation>名前解決ができる環境ではホスト名を使ってください。同じアドレスが別のネットワークでは別の機器を指すことがあります。</translation>
    </message>
    <message>
        <source>The serial number %{value} is not a positive number with at least 64 random bits.</source>
        <translation>シリアル番号 %{value} は、64ビット以上の乱数からなる正の数ではありません。</translation>
    </message>
    <message>
        <source>The certificate was not signed. Tell the certification authority.</source>
        <translation>証明書には署名していません。認証局にお知らせください。</translation>
    </message>
    <message>
        <source>The certificate would be valid for %{value} days; at most %{limit} are allowed.</source>
        <translation>証明書の有効期間が %{value}日になります。%{limit}日までしか認められません。</translation>
    </message>
    <message>
        <source>The certificate would have %{name} %{value}; it must be %{expected}.</source>
        <translation>証明書の %{name} が %{value} になります。%{expected} にする必要があります。</translation>
    </message>
    <message>
        <source>The certificate would have the extension %{name} that its profile does not know.</source>
        <translation>証明書に、プロファイルにない拡張領域 %{name} が含まれます。</translation>
    </message>
    <message>
        <source>The certificate would lack %{name}, or %{name} would be empty or wrong.</source>
        <translation>証明書に %{name} がないか、%{name} が空または誤ったものになります。</translation>
    </message>
    <message>
        <source>The CN %{value} of the certificate would repeat none of its names.</source>
        <translation>証明書のCN %{value} が、証明書のどのホスト名とも一致しません。</translation>
    </message>
    <message>
        <source>The name %{name} of the certificate would not be written as a host name.</source>
        <translation>証明書の名前 %{name} が、ホスト名の書き方になっていません。</translation>
    </message>
    <message>
        <source>The certificate would hold a key (%{value}) that is not accepted.</source>
        <translation>受け付けられない鍵（%{value}）が証明書に含まれます。</translation>
    </message>
    <message>
        <source>%{type} would be a %{value} in the certificate; it must be a %{expected}.</source>
        <translation>証明書の %{type} が %{value} になります。%{expected} にする必要があります。</translation>
    </message>
    <message>
        <source>The request renews certificate %{serial} but has other names (added: %{added}; left out: %{removed}).</source>
        <translation>この申請は証明書 %{serial} の更新ですが、ホスト名が異なります（追加：%{added}、除外：%{removed}）。</translation>
    </message>
    <message>
        <source>A renewal keeps the names. Correct the request, or submit it as a new one that renews no certificate.</source>
        <translation>更新ではホスト名を変えられません。申請を直すか、更新ではない新規の申請として提出してください。</translation>
    </message>
    <message>
        <source>Certificate %{serial} can be renewed from %{date}, %{days} days before it ends.</source>
        <translation>証明書 %{serial} は、有効期間満了の%{days}日前の %{date} から更新できます。</translation>
    </message>
    <message>
        <source>Wait until that day. Give a reason if it has to be renewed now.</source>
        <translation>その日までお待ちください。今すぐ更新する必要がある場合は、理由を入力してください。</translation>
    </message>
    <message>
        <source>Certificate %{serial}, which the request renews, is revoked (%{reason}).</source>
        <translation>更新の対象である証明書 %{serial} は失効しています（%{reason}）。</translation>
    </message>
    <message>
        <source>Submit it as a new request that renews no certificate, after what led to the revocation has been put right.</source>
        <translation>失効の原因を取り除いてから、更新ではない新規の申請として提出してください。</translation>
    </message>
    <message>
        <source>Certificate %{serial}, which the request renews, was revoked for key compromise.</source>
        <translation>更新の対象である証明書 %{serial} は、鍵の危殆化により失効しています。</translation>
    </message>
    <message>
        <source>Find out how the key was lost, make a new key on a clean host, and submit it as a new request.</source>
        <translation>鍵が漏れた経緯を確認し、安全なホストで新しい鍵を生成して、新規の申請として提出してください。</translation>
    </message>
    <message>
        <source>Request %{id}, which renews the same certificate %{serial}, is waiting already.</source>
        <translation>同じ証明書 %{serial} を更新する申請 %{id} が、すでに承認を待っています。</translation>
    </message>
    <message>
        <source>Withdraw or reject one of the two. Give a reason if both are needed.</source>
        <translation>どちらかを取り下げるか却下してください。両方が必要な場合は、理由を入力してください。</translation>
    </message>
    <message>
        <source>Request %{id} with the very same CSR is waiting already.</source>
        <translation>まったく同じCSRの申請 %{id} が、すでに承認を待っています。</translation>
    </message>
    <message>
        <source>Request %{id} for the same names is waiting already.</source>
        <translation>同じホスト名の申請 %{id} が、すでに承認を待っています。</translation>
    </message>
    <message>
        <source>OK if each server has its own key. Otherwise withdraw or reject one of the two.</source>
        <translation>サーバーごとに鍵を分けている場合は、対応は不要です。そうでなければ、どちらかを取り下げるか却下してください。</translation>
    </message>
    <message>
        <source>The request holds %{count} names; at most %{limit} go into one certificate.</source>
        <translation>申請には%{count}個の名前が含まれていますが、1枚の証明書に入れられるのは%{limit}個までです。</translation>
    </message>
    <message>
        <source>Spread the names over several certificates, or use a wildcard name.</source>
        <translation>名前を複数の証明書に分けるか、ワイルドカードをお使いください。</translation>
    </message>
    <message>
        <source>%{limit} of your requests wait for a decision, and no more are taken in.</source>
        <translation>判断を待っている申請が%{limit}件あり、これ以上は受け付けられません。</translation>
    </message>
    <message>
        <source>Wait until the operator has decided some of them, or withdraw what is not needed.</source>
        <translation>オペレーターの判断をお待ちいただくか、不要な申請を取り下げてください。</translation>
    </message>
    <message>
        <source>The SAN entry %{value} is of the kind iPAddress, but no address: one has 4 or 16 octets and no mask.</source>
        <translation>SANの %{value} は種別がiPAddressですが、IPアドレスではありません。IPアドレスは4または16オクテットで、マスクは付きません。</translation>
    </message>
    <message>
        <source>Create a new CSR with the address only.</source>
        <translation>アドレスだけを入れてCSRを作り直してください。</translation>
    </message>
    <message>
        <source>The profile does not say what the certificate is for: it was checked by the rules of server certificates, whatever usages the CSR asks for.</source>
        <translation>プロファイルからは証明書の用途がわかりません。CSRが求める用途にかかわらず、サーバ証明書の規則で確認しました。</translation>
    </message>
    <message>
        <source>Find out what the profile issues before you approve.</source>
        <translation>承認する前に、このプロファイルが何を発行するかを確認してください。</translation>
    </message>
    <message>
        <source>The CAA records of %{names} were not looked up on this computer.</source>
        <translation>%{names} のCAAレコードは、このコンピューターでは確認していません。</translation>
    </message>
    <message>
        <source>The corporation with the registration number %{number} is another customer&apos;s.</source>
        <translation>会社法人等番号 %{number} の法人は、別のお客様に登録されています。</translation>
    </message>
    <message>
        <source>Find out whether both belong together before you approve.</source>
        <translation>承認の前に、両者の関係を確認してください。</translation>
    </message>
    <message>
        <source>Another customer has registered %{domain}.</source>
        <translation>%{domain} は別のお客様が登録済みです。</translation>
    </message>
    <message>
        <source>Find out who may use it before you approve.</source>
        <translation>承認の前に、使用する権利を確認してください。</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>Submitted</source>
        <translation>申請</translation>
    </message>
    <message>
        <source>Record taken over</source>
        <translation>引き継ぎ</translation>
    </message>
    <message>
        <source>Claimed</source>
        <translation>担当</translation>
    </message>
    <message>
        <source>Released</source>
        <translation>担当・保留の解除</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>承認</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>発行</translation>
    </message>
    <message>
        <source>Issuing failed</source>
        <translation>発行失敗</translation>
    </message>
    <message>
        <source>Put on hold</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>却下</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>取り下げ</translation>
    </message>
    <message>
        <source>Timed out</source>
        <translation>処理期限切れ</translation>
    </message>
    <message>
        <source>Revoked</source>
        <translation>失効</translation>
    </message>
</context>
<context>
    <name>IssueNotice</name>
    <message>
        <source>[SureServer] Certificate issued - receipt number:[%{request}]</source>
        <translation>[SureServer] 発行のお知らせ-受付番号:[%{request}]</translation>
    </message>
    <message>
        <source>The server certificate you requested has been issued.

Receipt number: %{request}
Organisation: %{organization}
Common name: %{name}
Serial number: %{serial}
Valid from: %{notBefore}
Valid until: %{notAfter}

Please sign in to the application site, then download and install it.
</source>
        <translation>申請いただいたサーバ証明書を発行しました。

受付番号：%{request}
組織名：%{organization}
コモンネーム：%{name}
シリアル番号：%{serial}
有効期間の開始：%{notBefore}
有効期限：%{notAfter}

申請サイトにログインして証明書をダウンロードし、インストールしてください。
</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>%{time} (Japan time)</source>
        <translation>%{time}（日本時間）</translation>
    </message>
</context>
<context>
    <name>Options</name>
    <message>
        <source>Desktop software for managed TLS server certificates.</source>
        <translation>サーバ証明書のお申し込みと発行を管理するデスクトップソフトウェアです。</translation>
    </message>
    <message>
        <source>Show this help.</source>
        <translation>このヘルプを表示します。</translation>
    </message>
    <message>
        <source>Show the program&apos;s version.</source>
        <translation>プログラムのバージョンを表示します。</translation>
    </message>
    <message>
        <source>Folder for sites, operator certificates and cached data.</source>
        <translation>サイト・オペレーター証明書・キャッシュのフォルダー。</translation>
    </message>
    <message>
        <source>Connect to the practice service running in this folder.</source>
        <translation>このフォルダーで動いている練習用サービスに接続します。</translation>
    </message>
    <message>
        <source>Add the site in this file to the profile and connect to it.</source>
        <translation>このファイルのサイトをプロファイルに取り込んで接続します。</translation>
    </message>
    <message>
        <source>Language of the interface.</source>
        <translation>画面の言語。</translation>
    </message>
    <message>
        <source>Unexpected argument: %1</source>
        <translation>使えない引数です：%1。--help で確認してください。</translation>
    </message>
    <message>
        <source>Give --practice or --site, not both.</source>
        <translation>--practice と --site は同時に指定できません。</translation>
    </message>
    <message>
        <source>--language must be ja or en.</source>
        <translation>--language には ja か en を指定してください。</translation>
    </message>
    <message>
        <source>Argument %1 is not UTF-8: %2. It would name another file.</source>
        <translation>%1番目の引数はUTF-8ではありません：%2。このままでは別のファイルを指してしまいます。</translation>
    </message>
    <message>
        <source>A value is missing after an option. --help lists the options.</source>
        <translation>値が必要なオプションに値がありません。--help で一覧を確認できます。</translation>
    </message>
    <message>
        <source>There is no option “%1”. --help lists the options.</source>
        <translation>オプション「%1」はありません。--help で一覧を確認できます。</translation>
    </message>
</context>
<context>
    <name>RequestNotice</name>
    <message>
        <source>[SureServer] Request on hold - receipt number:[%{request}]</source>
        <translation>[SureServer] 保留のお知らせ-受付番号:[%{request}]</translation>
    </message>
    <message>
        <source>We have put your request for a server certificate on hold, with the comment below.</source>
        <translation>サーバ証明書の申請を保留にしました。コメントは下記のとおりです。</translation>
    </message>
    <message>
        <source>[SureServer] Request rejected - receipt number:[%{request}]</source>
        <translation>[SureServer] 却下のお知らせ-受付番号:[%{request}]</translation>
    </message>
    <message>
        <source>We have rejected your request for a server certificate, for the reason below.</source>
        <translation>下記の理由により、サーバ証明書の申請を却下しました。</translation>
    </message>
    <message>
        <source>Receipt number: %{request}
Common name: %{name}</source>
        <translation>受付番号：%{request}
コモンネーム：%{name}</translation>
    </message>
    <message>
        <source>Please sign in to the application site to see its status.</source>
        <translation>状況は、申請サイトにログインしてご確認ください。</translation>
    </message>
</context>
<context>
    <name>ShownValue</name>
    <message numerus="yes">
        <source>%1… (%n more characters)</source>
        <extracomment>%1: the beginning of a long value, %n: how many characters of it are not shown</extracomment>
        <translation>
            <numerusform>%1…（ほか%n文字）</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SignInNotice</name>
    <message>
        <source>Wrong passwords for your login ID</source>
        <translation>お客様のログインIDに対する誤ったパスワードの入力について</translation>
    </message>
    <message>
        <source>Wrong passwords were entered several times for your login ID at the application site.

Last from: %{address}
At: %{time}

Further attempts from there are refused for a while. From where you usually sign in, nothing changes.
Nobody has signed in. If this was not you and it happens again, contact the certification authority.
</source>
        <translation>申請サイトで、お客様のログインIDに対して誤ったパスワードが続けて入力されました。

最後の接続元：%{address}
日時：%{time}

この接続元からの試行は、しばらくの間受け付けません。ふだんお使いの場所からは、これまでどおりログインできます。
ログインは行われていません。お心当たりがなく、繰り返し届く場合は、認証局にお知らせください。
</translation>
    </message>
</context>
<context>
    <name>SiteProtocol</name>
    <message>
        <source>Tegata service (with a site file)</source>
        <translation>Tegataサービス（サイト設定ファイルを使用）</translation>
    </message>
    <message>
        <source>Dogtag PKI (Red Hat Certificate System, FreeIPA)</source>
        <translation>Dogtag PKI (Red Hat Certificate System, FreeIPA)</translation>
    </message>
</context>
<context>
    <name>tegata::ActionNotice</name>
    <message>
        <source>What became of the action</source>
        <translation>操作の結果</translation>
    </message>
    <message>
        <source>Why it was refused</source>
        <translation>拒否された理由</translation>
    </message>
    <message>
        <source>The site refused this: %1</source>
        <translation>サイトが拒否しました：%1</translation>
    </message>
    <message>
        <source>The site refused this. Nothing was changed.</source>
        <translation>サイトが拒否しました。何も変更されていません。</translation>
    </message>
</context>
<context>
    <name>tegata::ActivityDialog</name>
    <message>
        <source>Recent activity</source>
        <translation>最近の動き</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>%1  %2</source>
        <extracomment>%1: a time, %2: what happened</extracomment>
        <translation>%1&#x3000;%2</translation>
    </message>
    <message>
        <source>Nothing has happened yet.</source>
        <translation>まだ何も起きていません。</translation>
    </message>
</context>
<context>
    <name>tegata::AddSiteDialog</name>
    <message>
        <source>Choose the site file</source>
        <translation>サイト設定ファイルの選択</translation>
    </message>
    <message>
        <source>Site files (*.json *.env)</source>
        <translation>サイト設定ファイル (*.json *.env)</translation>
    </message>
    <message>
        <source>Choose the CA certificate</source>
        <translation>CA証明書の選択</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer *.der)</source>
        <translation>証明書 (*.pem *.crt *.cer *.der)</translation>
    </message>
    <message>
        <source>Add site</source>
        <translation>サイトの追加</translation>
    </message>
    <message>
        <source>&amp;Kind of site:</source>
        <translation>サイトの種類(&amp;K)：</translation>
    </message>
    <message>
        <source>&amp;Site file:</source>
        <translation>サイト設定ファイル(&amp;S)：</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>参照(&amp;B)…</translation>
    </message>
    <message>
        <source>Display &amp;name:</source>
        <translation>表示名(&amp;N)：</translation>
    </message>
    <message>
        <source>&amp;Address:</source>
        <translation>アドレス(&amp;A)：</translation>
    </message>
    <message>
        <source>CA &amp;certificate (file):</source>
        <translation>CA証明書（ファイル）(&amp;C)：</translation>
    </message>
    <message>
        <source>B&amp;rowse…</source>
        <translation>参照(&amp;R)…</translation>
    </message>
    <message>
        <source>Or &amp;fetch it from the server</source>
        <translation>サーバーから取得する(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;I have compared the fingerprint with the one the CA gave me by another route</source>
        <translation>フィンガープリントが、別の方法で認証局から受け取ったものと一致することを確認しました(&amp;I)</translation>
    </message>
    <message>
        <source>Check &amp;policy:</source>
        <translation>確認のポリシー(&amp;P)：</translation>
    </message>
    <message>
        <source>Public TLS (public-tls-2026)</source>
        <translation>パブリックTLS（public-tls-2026）</translation>
    </message>
    <message>
        <source>Private CA (private-pki)</source>
        <translation>プライベートCA（private-pki）</translation>
    </message>
    <message>
        <source>A&amp;dd</source>
        <translation>追加(&amp;D)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Kind of site</source>
        <translation>サイトの種類</translation>
    </message>
    <message>
        <source>Site file</source>
        <translation>サイト設定ファイル</translation>
    </message>
    <message>
        <source>Display name</source>
        <translation>表示名</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>CA certificate (file)</source>
        <translation>CA証明書（ファイル）</translation>
    </message>
    <message>
        <source>Check policy</source>
        <translation>確認のポリシー</translation>
    </message>
    <message>
        <source>CA certificate</source>
        <translation>CA証明書</translation>
    </message>
    <message>
        <source>Browse for the site file</source>
        <translation>サイト設定ファイルを参照</translation>
    </message>
    <message>
        <source>Browse for the CA certificate</source>
        <translation>CA証明書を参照</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>すべてのファイル (*)</translation>
    </message>
    <message>
        <source>CA</source>
        <translation>認証局</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>有効期限</translation>
    </message>
    <message>
        <source>SHA-256 fingerprint</source>
        <translation>SHA-256フィンガープリント</translation>
    </message>
    <message>
        <source>The server does not send its CA certificate. Ask the certification authority for the file and choose it here.</source>
        <translation>サーバーがCA証明書を送信していません。認証局から受け取り、ファイルを選んでください。</translation>
    </message>
    <message>
        <source>The file contains no CA certificate. Choose the certificate of the CA itself, not of a server or person.</source>
        <translation>このファイルにはCA証明書がありません。サーバーや個人のものではなく、CA自身の証明書を選んでください。</translation>
    </message>
    <message>
        <source>The address must start with https:// and contain a host name, as in https://ca.example.jp:8443.</source>
        <translation>アドレスはhttps:// で始め、ホスト名を入れてください（例：https://ca.example.jp:8443）。</translation>
    </message>
    <message>
        <source>The server does not answer at this address. Check the address and the network, or choose the CA certificate from a file.</source>
        <translation>このアドレスのサーバーは応答しません。アドレスとネットワークを確認するか、CA証明書をファイルから選んでください。</translation>
    </message>
</context>
<context>
    <name>tegata::AddTokenDialog</name>
    <message>
        <source>No driver (PKCS#11 module) is registered on this computer. Choose the driver file that came with the card or HSM.</source>
        <translation>このコンピューターにはドライバー（PKCS#11モジュール）が登録されていません。カードやHSMに付属するドライバーのファイルを選んでください。</translation>
    </message>
    <message>
        <source>Choose the driver (PKCS#11 module)</source>
        <translation>ドライバー（PKCS#11モジュール）を選択</translation>
    </message>
    <message>
        <source>PKCS#11 modules (*.so)</source>
        <translation>PKCS#11モジュール (*.so)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Searching for tokens…</source>
        <translation>トークンを探しています…</translation>
    </message>
    <message>
        <source>No token was found with this driver. Insert the card or connect the HSM, then search again.</source>
        <translation>このドライバーではトークンが見つかりません。カードを挿入するかHSMを接続してから、もう一度検索してください。</translation>
    </message>
    <message>
        <source>%1 – issued by %2, valid until %3</source>
        <extracomment>%1: name of the operator, %2: name of the authority, %3: a day</extracomment>
        <translation>%1 – 発行者 %2、有効期限 %3</translation>
    </message>
    <message>
        <source>There is no certificate on this token that can be read without a PIN.</source>
        <translation>このトークンには、PINなしで読める証明書がありません。</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>サブジェクト</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Add operator certificate on a token</source>
        <translation>トークンのオペレーター証明書を追加</translation>
    </message>
    <message>
        <source>The key stays on the smart card or HSM. You enter its PIN when you unlock; the PIN is never stored.</source>
        <translation>証明書の鍵はスマートカードやHSMの中に残ります。PINはロック解除のときに入力し、保存されません。</translation>
    </message>
    <message>
        <source>&amp;Driver:</source>
        <translation>ドライバー(&amp;D)：</translation>
    </message>
    <message>
        <source>&amp;File…</source>
        <translation>ファイル(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Token:</source>
        <translation>トークン(&amp;T)：</translation>
    </message>
    <message>
        <source>&amp;Search again</source>
        <translation>再検索(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Certificates on the token:</source>
        <translation>トークンの証明書(&amp;C)：</translation>
    </message>
    <message>
        <source>&amp;Use this certificate</source>
        <translation>この証明書を使う(&amp;U)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>ドライバー</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>トークン</translation>
    </message>
    <message>
        <source>Certificates on the token</source>
        <translation>トークンの証明書</translation>
    </message>
    <message>
        <source>Selected certificate</source>
        <translation>選択した証明書</translation>
    </message>
</context>
<context>
    <name>tegata::AddressForm</name>
    <message>
        <source>Address</source>
        <translation>住所</translation>
    </message>
    <message>
        <source>7 digits, e.g. 060-0807: fills in prefecture and municipality</source>
        <translation>7桁（060-0807）。都道府県名と市町村名を自動で入力します</translation>
    </message>
</context>
<context>
    <name>tegata::ApplicantBar</name>
    <message>
        <source>Applicant corporations</source>
        <translation>申請法人</translation>
    </message>
    <message>
        <source>Change the list of applicant corporations</source>
        <translation>申請法人の追加・削除・並べ替え</translation>
    </message>
    <message>
        <source>&amp;Duplicate</source>
        <translation>複製(&amp;D)</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>削除(&amp;M)</translation>
    </message>
    <message>
        <source>(no name yet)</source>
        <translation>（名称未入力）</translation>
    </message>
    <message>
        <source>Add an applica&amp;nt</source>
        <translation>申請法人を追加(&amp;N)</translation>
    </message>
    <message>
        <source>Move &amp;earlier</source>
        <translation>前へ移動(&amp;E)</translation>
    </message>
    <message>
        <source>Move la&amp;ter</source>
        <translation>後へ移動(&amp;T)</translation>
    </message>
</context>
<context>
    <name>tegata::ApplicantForm</name>
    <message>
        <source>If ticked, O, L and S of the certificates can be in English. If not, the subject is in Japanese, also for EV.</source>
        <translation>チェックを入れると、証明書のO・L・Sを英語にできます。入れない場合は、EVも日本語になります。</translation>
    </message>
    <message>
        <source>9 digits; required of customers who have one</source>
        <translation>9桁。お持ちのお客様は必ず入力してください</translation>
    </message>
    <message>
        <source>13 digits</source>
        <translation>13桁</translation>
    </message>
    <message>
        <source>The official name: a company&apos;s as in its certificate of registered matters, a private school&apos;s school corporation, a government body&apos;s as in the staff list (職員録).</source>
        <translation>正式名称。民間企業は登記事項証明書の商号、私立学校は運営する法人の商号、行政機関は職員録の組織名です。</translation>
    </message>
    <message>
        <source>The official English name. For SureServer EV, read the service&apos;s guidance on English names first.</source>
        <translation>正式な英語表記。SureServer EVでは、先に英語表記の案内をご確認ください。</translation>
    </message>
    <message>
        <source>The name is longer than the form allows. It is not cut; the service desk will be consulted, with your reason.</source>
        <translation>名称が文字数の上限を超えています。省略せず、理由を添えてSureHandsOn係に相談する形で送信します。</translation>
    </message>
    <message>
        <source>Of the actual place of business; fills in prefecture and municipality</source>
        <translation>実際に事業を行っている事業所のもの。都道府県名と市町村名を自動で入力します</translation>
    </message>
    <message>
        <source>C of the certificates: JP</source>
        <translation>証明書の国名（C）です：JP</translation>
    </message>
    <message>
        <source>For Tokyo&apos;s 23 wards the ward: Minato City</source>
        <translation>東京23区は区名です：Minato City</translation>
    </message>
    <message>
        <source>12 digits, as in the certificate of registered matters</source>
        <translation>12桁。登記事項証明書の会社法人等番号</translation>
    </message>
    <message>
        <source>Private organisation: 法務局. Government: the parent body if there is one, else its own name.</source>
        <translation>民間企業は「法務局」。行政機関は上位団体名、なければ自身の組織名。</translation>
    </message>
    <message>
        <source>The prefecture in English: HOKKAIDO</source>
        <translation>都道府県名を英語で：HOKKAIDO</translation>
    </message>
    <message>
        <source>A direct number: the certification authority calls to confirm the application.</source>
        <translation>直通の番号。お申し込みの確認のため、認証局からお電話します。</translation>
    </message>
    <message>
        <source>A member of the applicant corporation who can be reached by telephone: the certification authority confirms the application by phone.</source>
        <translation>申請法人に在籍し、電話連絡が可能な方。認証局がお申し込みの意思を電話で確認します。</translation>
    </message>
    <message>
        <source>SureServer EV is not requested with this applicant.</source>
        <translation>この申請法人ではSureServer EVを申し込みません。</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>プレビュー</translation>
    </message>
</context>
<context>
    <name>tegata::ApplicationPdfSaver</name>
    <message>
        <source>Save application as PDF</source>
        <translation>申込書をPDFで保存</translation>
    </message>
    <message>
        <source>PDF files (*.pdf)</source>
        <translation>PDFファイル (*.pdf)</translation>
    </message>
</context>
<context>
    <name>tegata::BannerBar</name>
    <message numerus="yes">
        <source>%n more</source>
        <extracomment>beside a banner: more of them</extracomment>
        <translation>
            <numerusform>ほか%n件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tegata::BillingPage</name>
    <message>
        <source>Billing address</source>
        <translation>請求書送付先</translation>
    </message>
    <message>
        <source>Notices</source>
        <translation>お知らせメール</translation>
    </message>
    <message>
        <source>&amp;Same as the contact&apos;s</source>
        <translation>連絡窓口と同じ(&amp;S)</translation>
    </message>
    <message>
        <source>Same as the contact&apos;s</source>
        <translation>連絡窓口と同じ</translation>
    </message>
    <message>
        <source>For CC and Reply-To of the request and issue notices. A mailing list that includes the operators is advised.</source>
        <translation>申請・発行のお知らせメールのCCとReply-Toに使うアドレスです。オペレーターを含むメーリングリストをお勧めします。</translation>
    </message>
</context>
<context>
    <name>tegata::BulkModel</name>
    <message>
        <source>Checking</source>
        <translation>確認中</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>実行できます</translation>
    </message>
    <message>
        <source>Needs a reason</source>
        <translation>理由が必要</translation>
    </message>
    <message>
        <source>Not possible: errors</source>
        <translation>できません：エラーあり</translation>
    </message>
    <message>
        <source>Not possible: another operator must approve</source>
        <translation>できません：ほかのオペレーターの承認が必要</translation>
    </message>
    <message>
        <source>Not possible in this state</source>
        <translation>できません：状態が対象外</translation>
    </message>
    <message>
        <source>Waiting to be sent</source>
        <translation>送信待ち</translation>
    </message>
    <message>
        <source>Needs your decision</source>
        <translation>判断待ち</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>Not done: refused</source>
        <translation>未実行：拒否</translation>
    </message>
    <message>
        <source>Not done: error</source>
        <translation>未実行：エラー</translation>
    </message>
    <message>
        <source>Warnings reviewed</source>
        <translation>警告を確認済み</translation>
    </message>
    <message>
        <source>Reviewed</source>
        <extracomment>column: whether the warnings of a row were looked at</extracomment>
        <translation>確認済み</translation>
    </message>
    <message>
        <source>Common name</source>
        <translation>コモンネーム</translation>
    </message>
    <message>
        <source>Receipt no.</source>
        <translation>受付番号</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>確認結果</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>The site&apos;s own check found “%1”. Open the request to see why.</source>
        <extracomment>%1: outcome of a check, as &quot;Warning&quot;</extracomment>
        <translation>サイトの確認結果は「%1」です。理由は申請を開いて確認してください。</translation>
    </message>
    <message>
        <source>Not done: not as it was shown</source>
        <translation>未実行：表示した内容と異なります</translation>
    </message>
    <message>
        <source>%1, CAA not checked</source>
        <extracomment>%1: outcome of a check, as &quot;Passed&quot;</extracomment>
        <translation>%1（CAAは未確認）</translation>
    </message>
</context>
<context>
    <name>tegata::BulkPanel</name>
    <message>
        <source>&amp;Start</source>
        <translation>開始(&amp;S)</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>Ret&amp;ry failed</source>
        <translation>失敗分を再試行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>書き出し(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>閉じる(&amp;C)</translation>
    </message>
    <message>
        <source>Bulk action: %1</source>
        <extracomment>%1: an action, as &quot;Approve&quot;</extracomment>
        <translation>一括処理：%1</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>申請</translation>
    </message>
    <message>
        <source>Findings of the selected row</source>
        <translation>選択行の確認結果</translation>
    </message>
    <message>
        <source>Reasons (choose by number)</source>
        <translation>理由（番号で選択）</translation>
    </message>
    <message>
        <source>Reaso&amp;n for all (required for rows with warnings)</source>
        <translation>共通の理由（警告のある行では必須）(&amp;N)</translation>
    </message>
    <message>
        <source>Reaso&amp;n for all (required)</source>
        <translation>共通の理由（必須）(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Note for all (optional)</source>
        <translation>共通のメモ（任意）(&amp;N)</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n request(s)</source>
        <extracomment>%1: an action, as &quot;Approve&quot;</extracomment>
        <translation>
            <numerusform>%1：%n件の申請</numerusform>
        </translation>
    </message>
    <message>
        <source>Ready: %1 · needs a reason: %2 · not possible: %3 · waiting: %4 · done: %5 · failed: %6</source>
        <translation>実行できる%1件・理由が必要%2件・できない%3件・送信待ち%4件・完了%5件・失敗%6件</translation>
    </message>
    <message>
        <source>Checking the rows.</source>
        <translation>各行を確認しています。</translation>
    </message>
    <message>
        <source>Running. Stop undoes what has not been sent yet.</source>
        <translation>実行中です。停止すると、未送信の分は元に戻ります。</translation>
    </message>
    <message>
        <source>Enter the reason first.</source>
        <translation>先に理由を入力してください。</translation>
    </message>
    <message>
        <source>Review each row with warnings (Space marks it as reviewed), then enter the reason.</source>
        <translation>警告のある行を1行ずつ確認し、スペースキーで確認済みにしてから、理由を入力してください。</translation>
    </message>
    <message>
        <source>None of the rows can be processed.</source>
        <translation>実行できる行がありません。</translation>
    </message>
    <message>
        <source>Re&amp;sume</source>
        <translation>再開(&amp;S)</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>All checks passed.</source>
        <translation>確認結果に問題はありません。</translation>
    </message>
    <message>
        <source>Export the result</source>
        <translation>結果の書き出し</translation>
    </message>
    <message>
        <source>Workbook (*.xlsx)</source>
        <translation>ワークブック (*.xlsx)</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>保存しました：%1</translation>
    </message>
    <message>
        <source>Not checked yet.</source>
        <translation>まだ確認していません。</translation>
    </message>
</context>
<context>
    <name>tegata::BulkRevokeDialog</name>
    <message>
        <source>Revoke these certificates?</source>
        <translation>証明書をまとめて失効しますか</translation>
    </message>
    <message numerus="yes">
        <source>Revoke these %n certificates? This cannot be undone.</source>
        <translation>
            <numerusform>%n件の証明書を失効しますか。失効すると元に戻せません。</numerusform>
        </translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>証明書</translation>
    </message>
    <message>
        <source>To confirm, &amp;type the number of certificates:</source>
        <translation>確認のため、証明書の件数を入力してください(&amp;T)：</translation>
    </message>
    <message>
        <source>To confirm, type the number of certificates</source>
        <translation>確認のため、証明書の件数を入力してください</translation>
    </message>
    <message>
        <source>&amp;Revoke</source>
        <translation>失効する(&amp;R)</translation>
    </message>
    <message>
        <source>Retry f&amp;ailed</source>
        <translation>失敗分を再試行(&amp;A)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message numerus="yes">
        <source>%n of them have no replacement: their hosts will show an error to visitors.</source>
        <translation>
            <numerusform>うち%n件には更新後の証明書がありません。失効すると、そのサイトの閲覧者にエラーが表示されます。</numerusform>
        </translation>
    </message>
    <message>
        <source>Sto&amp;p</source>
        <translation>停止(&amp;P)</translation>
    </message>
    <message>
        <source>Re&amp;sume</source>
        <translation>再開(&amp;S)</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>確認しています…</translation>
    </message>
    <message>
        <source>%1 of %2 revoked, %3 not done.</source>
        <translation>%2件中 %1件を失効、%3件は未完了です。</translation>
    </message>
</context>
<context>
    <name>tegata::CertificateChainView</name>
    <message>
        <source>Certificate chain</source>
        <translation>証明書チェーン</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>サブジェクト</translation>
    </message>
    <message>
        <source>Issuer</source>
        <translation>発行者</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>有効期間の開始</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>有効期限</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>鍵</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>署名</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>シリアル番号</translation>
    </message>
    <message>
        <source>Fingerprint (SHA-256)</source>
        <translation>フィンガープリント（SHA-256）</translation>
    </message>
    <message>
        <source>%1. Server certificate</source>
        <translation>%1. サーバ証明書</translation>
    </message>
    <message>
        <source>%1. Root</source>
        <translation>%1. ルート</translation>
    </message>
    <message>
        <source>%1. Intermediate</source>
        <translation>%1. 中間</translation>
    </message>
</context>
<context>
    <name>tegata::CertificateDesk</name>
    <message>
        <source>E&amp;xport list…</source>
        <translation>一覧を書き出す(&amp;X)…</translation>
    </message>
    <message>
        <source>Certificate expiry by wee&amp;k…</source>
        <translation>証明書の有効期限(&amp;K)…</translation>
    </message>
    <message>
        <source>&amp;Due for renewal (%1)</source>
        <translation>更新対象（%1件）(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Find by certificate or CSR…</source>
        <translation>証明書・CSRから検索(&amp;F)…</translation>
    </message>
    <message>
        <source>Cop&amp;y name</source>
        <translation>名前をコピー(&amp;Y)</translation>
    </message>
    <message>
        <source>The list is empty.</source>
        <translation>一覧は空です。</translation>
    </message>
    <message>
        <source>Nothing is selected.</source>
        <translation>何も選択されていません。</translation>
    </message>
    <message>
        <source>Exported: %1</source>
        <translation>書き出しました：%1</translation>
    </message>
    <message>
        <source>Find by certificate or CSR</source>
        <translation>証明書・CSRから検索</translation>
    </message>
    <message>
        <source>Certificates and CSRs (*.pem *.crt *.cer *.der *.csr *.req *.p10)</source>
        <translation>証明書とCSR (*.pem *.crt *.cer *.der *.csr *.req *.p10)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation>コピーしました：%1</translation>
    </message>
    <message>
        <source>Find from cli&amp;pboard</source>
        <translation>クリップボードの内容で検索(&amp;P)</translation>
    </message>
    <message>
        <source>This certificate is not in the list. Those with the same public key are shown.</source>
        <translation>この証明書は一覧にありません。同じ公開鍵を持つものを表示しています。</translation>
    </message>
    <message>
        <source>Nothing in the list has this public key.</source>
        <translation>この公開鍵を持つ証明書や申請は見つかりませんでした。</translation>
    </message>
    <message>
        <source>The clipboard has no certificate or CSR to search for.</source>
        <translation>クリップボードに、検索できる証明書やCSRがありません。</translation>
    </message>
</context>
<context>
    <name>tegata::CertificateDetailPane</name>
    <message>
        <source>Details of the certificate</source>
        <translation>証明書の詳細</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>証明書</translation>
    </message>
    <message>
        <source>Chain</source>
        <translation>証明書チェーン</translation>
    </message>
    <message>
        <source>PEM</source>
        <translation>PEM</translation>
    </message>
    <message>
        <source>Certificate as PEM</source>
        <translation>証明書（PEM）</translation>
    </message>
    <message>
        <source>Save PEM…</source>
        <translation>PEMを保存…</translation>
    </message>
    <message>
        <source>Save the certificate (Ctrl+S)</source>
        <translation>証明書を保存します（Ctrl+S）</translation>
    </message>
    <message>
        <source>Save with chain…</source>
        <translation>チェーン付きで保存…</translation>
    </message>
    <message>
        <source>Save the certificate with its chain (Ctrl+Shift+S)</source>
        <translation>証明書をチェーン付きで保存します（Ctrl+Shift+S）</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概要</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>テキスト</translation>
    </message>
    <message>
        <source>Certificate as text</source>
        <translation>テキスト形式の証明書</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>名前をコピー</translation>
    </message>
    <message>
        <source>Copy the common name</source>
        <translation>コモンネームをコピーします</translation>
    </message>
</context>
<context>
    <name>tegata::CertificateOverview</name>
    <message>
        <source>Overview</source>
        <translation>概要</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>証明書</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>サブジェクト</translation>
    </message>
    <message>
        <source>Names (SAN)</source>
        <translation>名前（SAN）</translation>
    </message>
    <message>
        <source>History</source>
        <translation>履歴</translation>
    </message>
    <message>
        <source>The certificate itself, its chain and history are shown while connected to the site.</source>
        <translation>証明書本体・チェーン・履歴は、サイトに接続している間に表示されます。</translation>
    </message>
    <message>
        <source>Will be revoked on %1. Reason: %2.</source>
        <extracomment>%1: date and time, %2: reason</extracomment>
        <translation>%1 に失効します。理由：%2</translation>
    </message>
    <message>
        <source>Cancel scheduled revocation</source>
        <translation>失効予約を解除</translation>
    </message>
    <message>
        <source>Renews %1</source>
        <translation>更新元：%1</translation>
    </message>
    <message>
        <source>Renewed by %1</source>
        <translation>%1 で更新済み</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>シリアル番号</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>有効期間の開始</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>有効期限</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>%1: date and time, %2: how long that is from now</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Revoked on</source>
        <translation>失効日時</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Issuer</source>
        <translation>発行者</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>鍵</translation>
    </message>
    <message>
        <source>Key SHA-256</source>
        <translation>鍵のSHA-256</translation>
    </message>
    <message>
        <source>Receipt number</source>
        <translation>受付番号</translation>
    </message>
    <message>
        <source>Fingerprint (SHA-256)</source>
        <translation>フィンガープリント（SHA-256）</translation>
    </message>
    <message>
        <source>OCSP</source>
        <translation>OCSP</translation>
    </message>
    <message>
        <source>CRL</source>
        <translation>CRL</translation>
    </message>
    <message>
        <source>DNS</source>
        <translation>DNS</translation>
    </message>
</context>
<context>
    <name>tegata::CertificateSaver</name>
    <message>
        <source>Save certificate</source>
        <translation>証明書の保存</translation>
    </message>
    <message>
        <source>PEM files (*.pem *.crt)</source>
        <translation>PEMファイル (*.pem *.crt)</translation>
    </message>
</context>
<context>
    <name>tegata::Chip</name>
    <message>
        <source>%1: %2</source>
        <extracomment>a filter and how many rows it finds: &quot;Errors: 9&quot;</extracomment>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>tegata::ChoiceField</name>
    <message>
        <source>(not chosen)</source>
        <translation>（未選択）</translation>
    </message>
    <message>
        <source>choose or type</source>
        <translation>選ぶか入力</translation>
    </message>
</context>
<context>
    <name>tegata::ChooseSiteDialog</name>
    <message>
        <source>Tegata – choose a site</source>
        <translation>Tegata – サイトの選択</translation>
    </message>
    <message>
        <source>&amp;Site file:</source>
        <translation>サイト設定ファイル(&amp;S)：</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>参照(&amp;B)…</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>開く(&amp;O)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Site file</source>
        <translation>サイト設定ファイル</translation>
    </message>
    <message>
        <source>Browse</source>
        <translation>参照</translation>
    </message>
    <message>
        <source>Buttons</source>
        <translation>ボタン</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Choose the site file</source>
        <translation>サイト設定ファイルの選択</translation>
    </message>
    <message>
        <source>Site files (*.json *.env)</source>
        <translation>サイト設定ファイル (*.json *.env)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Choose the site file that the certification authority gave you, or the file practice.env of a practice folder.</source>
        <translation>認証局から受け取ったサイト設定ファイル、または練習フォルダーの practice.env を選んでください。</translation>
    </message>
</context>
<context>
    <name>tegata::ColumnChooser</name>
    <message>
        <source>Move &amp;up</source>
        <translation>上へ(&amp;U)</translation>
    </message>
    <message>
        <source>Move &amp;down</source>
        <translation>下へ(&amp;D)</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>表示する列</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自動</translation>
    </message>
    <message>
        <source>&amp;Width</source>
        <translation>幅(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>適用(&amp;A)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
</context>
<context>
    <name>tegata::ColumnConditionDialog</name>
    <message>
        <source>Filter: %1</source>
        <extracomment>title of a dialog; %1: a column</extracomment>
        <translation>絞り込み：%1</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>適用(&amp;A)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Contains</source>
        <translation>含む文字列</translation>
    </message>
    <message>
        <source>From</source>
        <translation>開始日</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>終了日</translation>
    </message>
</context>
<context>
    <name>tegata::ColumnConditionText</name>
    <message>
        <source>%1: “%2”</source>
        <extracomment>a filter: a column, and what its text contains</extracomment>
        <translation>%1：「%2」</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>a filter: a column, and its value or values</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>%1: from %2</source>
        <translation>%1: %2 以降</translation>
    </message>
    <message>
        <source>%1: until %2</source>
        <translation>%1: %2 まで</translation>
    </message>
    <message>
        <source>%1: %2 to %3</source>
        <translation>%1: %2 ～ %3</translation>
    </message>
    <message>
        <source>No approvals yet</source>
        <translation>承認なし</translation>
    </message>
    <message numerus="yes">
        <source>%n approvals</source>
        <extracomment>approvals that are given</extracomment>
        <translation>
            <numerusform>承認%n件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tegata::CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>コマンド</translation>
    </message>
    <message>
        <source>Command, common name or serial number</source>
        <translation>コマンド、コモンネーム、シリアル番号</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>検索結果</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation>見つかりません。</translation>
    </message>
    <message>
        <source>%1 is not possible now. %2</source>
        <extracomment>%1: a command, %2: why</extracomment>
        <translation>「%1」は今は実行できません。%2</translation>
    </message>
</context>
<context>
    <name>tegata::CommandRegistry</name>
    <message>
        <source>Move</source>
        <translation>移動</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>判断</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>証明書</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>View</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>プログラム</translation>
    </message>
</context>
<context>
    <name>tegata::CommandTree</name>
    <message>
        <source>Commands and their keyboard shortcuts</source>
        <translation>コマンドとショートカットキー</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>コマンド</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>キー</translation>
    </message>
</context>
<context>
    <name>tegata::CommonNameField</name>
    <message>
        <source>Use it</source>
        <translation>この表記を使う</translation>
    </message>
    <message>
        <source>Suggestion from the kana</source>
        <translation>フリガナからの候補</translation>
    </message>
    <message>
        <source>Suggested from the kana: %1</source>
        <translation>フリガナからの候補：%1</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>%1 を使う</translation>
    </message>
</context>
<context>
    <name>tegata::ComparisonModel</name>
    <message>
        <source>added</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>not in a registered domain</source>
        <translation>登録済みの申請ドメイン外</translation>
    </message>
    <message>
        <source>the same key</source>
        <translation>同じ鍵</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <extracomment>%1: a field, %2: a column, %3: the value</extracomment>
        <translation>%1、%2: %3</translation>
    </message>
    <message>
        <source>CSR</source>
        <translation>CSR</translation>
    </message>
    <message>
        <source>Registered data</source>
        <translation>登録情報</translation>
    </message>
    <message>
        <source>Previous certificate</source>
        <translation>前回の証明書</translation>
    </message>
</context>
<context>
    <name>tegata::ConflictRows</name>
    <message>
        <source>%1 of %2</source>
        <extracomment>approvals given of approvals needed</extracomment>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>日本語</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英語</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>確認結果</translation>
    </message>
    <message>
        <source>Common name</source>
        <translation>コモンネーム</translation>
    </message>
    <message>
        <source>Names (SAN)</source>
        <translation>名前（SAN）</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>サブジェクト</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>製品</translation>
    </message>
    <message>
        <source>Language of the subject</source>
        <translation>サブジェクトの言語</translation>
    </message>
    <message>
        <source>Renewal of</source>
        <translation>更新元</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>鍵</translation>
    </message>
    <message>
        <source>Key (SHA-256)</source>
        <translation>鍵（SHA-256）</translation>
    </message>
    <message>
        <source>Claimed by</source>
        <translation>担当</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>承認</translation>
    </message>
    <message>
        <source>Edited last by</source>
        <translation>最終編集者</translation>
    </message>
    <message>
        <source>Changed at</source>
        <translation>更新日時</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>シリアル番号</translation>
    </message>
    <message>
        <source>Revoked at</source>
        <translation>失効日時</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Revocation scheduled for</source>
        <translation>失効予定日時</translation>
    </message>
</context>
<context>
    <name>tegata::ConflictText</name>
    <message>
        <source>The request has timed out: it had to be decided by %1. Nobody else changed it.</source>
        <extracomment>%1: a time</extracomment>
        <translation>この申請は %1 までに判断されなかったため、期限切れになりました。ほかの人による変更ではありません。</translation>
    </message>
    <message>
        <source>Another operator has claimed it. Nothing else changed.</source>
        <translation>ほかのオペレーターが担当しています。それ以外の変更はありません。</translation>
    </message>
    <message>
        <source>The site does not allow this in the state “%1”. Nothing has changed since you looked at it.</source>
        <extracomment>%1: a state of a request</extracomment>
        <translation>「%1」の状態では、この操作をサイトが受け付けません。ご覧になったときから変更はありません。</translation>
    </message>
    <message>
        <source>It has been changed; the site does not say by whom.</source>
        <translation>内容が変更されました。変更した人はサイトから知らされていません。</translation>
    </message>
    <message>
        <source>The site has changed it: %1, %2.</source>
        <extracomment>%1: what was done, as &quot;Timed out&quot;, %2: a time</extracomment>
        <translation>サイトが変更しました：%1、%2</translation>
    </message>
    <message>
        <source>You have changed it yourself: %1, %2.</source>
        <extracomment>%1: what was done, as &quot;Rejected&quot;, %2: a time</extracomment>
        <translation>ご自身で変更しています：%1、%2</translation>
    </message>
    <message>
        <source>%1 has changed it: %2, %3.</source>
        <extracomment>%1: a person, %2: what was done, as &quot;Rejected&quot;, %3: a time</extracomment>
        <translation>%1 さんが変更しました：%2、%3</translation>
    </message>
</context>
<context>
    <name>tegata::ConflictView</name>
    <message>
        <source>What you saw and what it is now</source>
        <translation>確認時の内容と現在の内容</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>項目</translation>
    </message>
    <message>
        <source>What you saw</source>
        <translation>確認時の内容</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>現在の内容</translation>
    </message>
    <message>
        <source>Check result before sending:</source>
        <translation>送信前の確認結果：</translation>
    </message>
    <message>
        <source>&amp;Later</source>
        <translation>後で(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>次へ(&amp;N)</translation>
    </message>
    <message>
        <source>Dis&amp;card</source>
        <translation>破棄(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Apply to the current version</source>
        <translation>現在の内容に対して実行(&amp;A)</translation>
    </message>
    <message>
        <source>Changed</source>
        <extracomment>a field that is not as it was</extracomment>
        <translation>変更あり</translation>
    </message>
    <message>
        <source>%1, changed</source>
        <translation>%1、変更あり</translation>
    </message>
    <message>
        <source>%1/%2 Not done: %3 (%4)</source>
        <extracomment>%1: number of this one, %2: of how many, %3: an action, %4: common name</extracomment>
        <translation>%1/%2 実行されていません：%3（%4）</translation>
    </message>
    <message>
        <source>It can only be discarded: %1</source>
        <translation>破棄するしかありません：%1</translation>
    </message>
    <message>
        <source>the text you entered can no longer be read.</source>
        <translation>入力した文章を読み取れません。</translation>
    </message>
    <message>
        <source>only a valid certificate can be revoked.</source>
        <translation>失効できるのは有効な証明書だけです。</translation>
    </message>
    <message>
        <source>Decisions that were not done</source>
        <translation>実行されなかった判断</translation>
    </message>
</context>
<context>
    <name>tegata::ConnectionStatus</name>
    <message>
        <source>Locked</source>
        <translation>ロック中</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>接続しています…</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>接続中</translation>
    </message>
    <message>
        <source>No connection</source>
        <translation>接続なし</translation>
    </message>
    <message>
        <source>Last sync: %1</source>
        <translation>最終同期：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n action(s) waiting to be sent</source>
        <translation>
            <numerusform>送信待ちの操作：%n件</numerusform>
        </translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>接続</translation>
    </message>
    <message numerus="yes">
        <source>%n action(s) being sent</source>
        <translation>
            <numerusform>送信中%n件</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>No operator certificate</source>
        <translation>オペレーター証明書なし</translation>
    </message>
    <message>
        <source>Show what is waiting to be sent</source>
        <translation>送信待ちの一覧を表示</translation>
    </message>
    <message>
        <source>Operator certificates</source>
        <translation>オペレーター証明書</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>診断</translation>
    </message>
    <message>
        <source>Connected, synced %1</source>
        <extracomment>%1: a time of today</extracomment>
        <translation>接続中・%1に同期</translation>
    </message>
    <message>
        <source>Certificate ends on %1</source>
        <extracomment>the operator certificate; %1: its last day</extracomment>
        <translation>証明書の有効期限が近づいています：%1</translation>
    </message>
    <message>
        <source>Certificate valid until %1</source>
        <translation>証明書の有効期限：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n actions need your decision</source>
        <translation>
            <numerusform>%n件の操作が確認を求めています</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose site</source>
        <translation>サイトを選ぶ</translation>
    </message>
</context>
<context>
    <name>tegata::ContactPage</name>
    <message>
        <source>Login to the application site</source>
        <translation>申請サイトのログイン</translation>
    </message>
    <message>
        <source>Procedure contact</source>
        <translation>連絡窓口/手続き担当者</translation>
    </message>
    <message>
        <source>The ID for the application site.</source>
        <translation>申請サイトへのログインに使用するIDです。</translation>
    </message>
    <message>
        <source>At least 8 characters, better 12 or more. It is kept only in the encrypted draft and sent once.</source>
        <translation>8文字以上、できれば12文字以上。暗号化した下書きにだけ保存され、一度だけ送信されます。</translation>
    </message>
    <message>
        <source>Registered as the address for the temporary password if the password is forgotten.</source>
        <translation>パスワードをお忘れの際に「仮パスワード」を通知する宛先として登録します。</translation>
    </message>
    <message>
        <source>For messages about the procedure, documents and completion.</source>
        <translation>手続きのご連絡、書類のご案内、完了のご案内をお送りします。</translation>
    </message>
</context>
<context>
    <name>tegata::DecisionFlow</name>
    <message>
        <source>The list has just changed. Check the request, then press the key again.</source>
        <translation>一覧が更新されました。申請を確認してから、もう一度キーを押してください。</translation>
    </message>
    <message>
        <source>%1 has already been decided. To change it, undo the decision first.</source>
        <translation>%1 は判断済みです。変更するには、先に判断を元に戻してください。</translation>
    </message>
    <message>
        <source>The check of this request has not finished. Press the key again in a moment.</source>
        <translation>この申請の確認がまだ終わっていません。少し待ってから、もう一度キーを押してください。</translation>
    </message>
    <message>
        <source>The check found errors, so it cannot be approved.</source>
        <translation>確認結果にエラーがあるため、承認できません。</translation>
    </message>
</context>
<context>
    <name>tegata::DecisionPanel</name>
    <message>
        <source>There are warnings. &amp;Why do you approve anyway? (required, recorded)</source>
        <translation>確認結果に警告があります。承認する理由（必須・記録されます）(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Note (optional)</source>
        <translation>メモ（任意）(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Reason (required; the contact reads it)</source>
        <translation>理由（必須・手続き担当者に通知されます）(&amp;R)</translation>
    </message>
    <message>
        <source>Put %1 on hold?</source>
        <translation>%1 を保留にしますか。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Enter a text first.</source>
        <translation>先に入力してください。</translation>
    </message>
    <message>
        <source>Approve %1?</source>
        <translation>%1 を承認しますか。</translation>
    </message>
    <message>
        <source>Reject %1?</source>
        <translation>%1 を却下しますか。</translation>
    </message>
    <message>
        <source>&amp;Comment (required; the contact sees it)</source>
        <translation>コメント（必須・手続き担当者に表示されます）(&amp;C)</translation>
    </message>
    <message>
        <source>Cancel the request for %1?</source>
        <translation>%1 の申請を取消にしますか。</translation>
    </message>
    <message>
        <source>My reas&amp;ons…</source>
        <translation>理由の定型文(&amp;O)…</translation>
    </message>
    <message>
        <source>My reasons</source>
        <translation>理由の定型文</translation>
    </message>
    <message>
        <source>Reasons (choose by number)</source>
        <translation>理由（番号で選択）</translation>
    </message>
    <message>
        <source>The site has not said yet who you are: the text stays until it has.</source>
        <translation>サイトがまだ本人を確認していません。確認されるまで、入力した文章はそのまま残ります。</translation>
    </message>
</context>
<context>
    <name>tegata::DeskNotifications</name>
    <message numerus="yes">
        <source>%n certificates that are not renewed expire within four weeks.</source>
        <translation>
            <numerusform>更新されていない証明書%n件が、4週間以内に有効期限を迎えます。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new request(s) wait(s) for approval.</source>
        <translation>
            <numerusform>新しい申請%n件が承認待ちです。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n requests changed after your decision. Please decide again.</source>
        <translation>
            <numerusform>判断した後に内容が変わった申請が%n件あります。もう一度判断してください。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n offline actions have been sent.</source>
        <translation>
            <numerusform>オフライン中の操作%n件を送信しました。</numerusform>
        </translation>
    </message>
    <message>
        <source>Tegata</source>
        <translation>Tegata</translation>
    </message>
</context>
<context>
    <name>tegata::DetailHeading</name>
    <message>
        <source>Copy the common name</source>
        <translation>コモンネームをコピーします</translation>
    </message>
    <message>
        <source>More actions</source>
        <translation>その他の操作</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>操作</translation>
    </message>
</context>
<context>
    <name>tegata::DetailView</name>
    <message>
        <source>Details</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>Nothing selected</source>
        <translation>選択されていません</translation>
    </message>
    <message>
        <source>Select a row with the arrow keys or with J and K.</source>
        <translation>矢印キーまたはJ・Kキーで行を選択してください。</translation>
    </message>
</context>
<context>
    <name>tegata::DiagnosticsDialog</name>
    <message>
        <source>Checking…</source>
        <translation>確認しています…</translation>
    </message>
    <message numerus="yes">
        <source>⚠ %n items need attention.</source>
        <translation>
            <numerusform>⚠ 確認が必要な項目が%n件あります。</numerusform>
        </translation>
    </message>
    <message>
        <source>✓ Everything is in order.</source>
        <translation>✓ すべて正常です。</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>診断</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>項目</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>Check a&amp;gain</source>
        <translation>再確認(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Copy as text</source>
        <translation>テキストとしてコピー(&amp;C)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>tegata::DomainListModel</name>
    <message>
        <source>EV: yes</source>
        <translation>EV：はい</translation>
    </message>
    <message>
        <source>EV: no</source>
        <translation>EV：いいえ</translation>
    </message>
    <message>
        <source>ASCII form</source>
        <translation>ASCII形式（xn--）</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>確認結果</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>補足</translation>
    </message>
</context>
<context>
    <name>tegata::DomainListPanel</name>
    <message>
        <source>Add a &amp;domain (a URL or a whole list can be pasted)</source>
        <translation>ドメインを追加する(&amp;D)（URLや一覧も貼り付けられます）</translation>
    </message>
    <message>
        <source>Add a domain</source>
        <translation>ドメインを追加する</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>&amp;Import CSV…</source>
        <translation>CSVを取り込む(&amp;I)…</translation>
    </message>
    <message>
        <source>Import domains from a file</source>
        <translation>ファイルからドメインを取り込む</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>削除(&amp;R)</translation>
    </message>
    <message>
        <source>Remove the selected domains</source>
        <translation>選択したドメインを削除</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation>上へ(&amp;U)</translation>
    </message>
    <message>
        <source>Move the selected domain up</source>
        <translation>選択したドメインを上へ移動</translation>
    </message>
    <message>
        <source>Alt+Up</source>
        <translation>Alt+↑</translation>
    </message>
    <message>
        <source>Move do&amp;wn</source>
        <translation>下へ(&amp;W)</translation>
    </message>
    <message>
        <source>Move the selected domain down</source>
        <translation>選択したドメインを下へ移動</translation>
    </message>
    <message>
        <source>Alt+Down</source>
        <translation>Alt+↓</translation>
    </message>
    <message>
        <source>Switch EV on or off for the selected domains</source>
        <translation>選択したドメインのEVを切り替える</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>スペース</translation>
    </message>
    <message>
        <source>No domain yet. Type one above, paste a list here (Ctrl+V), or drop a file here.</source>
        <translation>ドメインはまだありません。上の欄に入力するか、一覧をここに貼り付ける（Ctrl+V）か、ファイルをここにドロップしてください。</translation>
    </message>
    <message>
        <source>Commands for the list</source>
        <translation>一覧の操作</translation>
    </message>
    <message>
        <source>%1/%2 domains</source>
        <translation>%1/%2 ドメイン</translation>
    </message>
    <message>
        <source>Import domains</source>
        <translation>ドメインの取り込み</translation>
    </message>
    <message>
        <source>Lists (*.csv *.txt *.tsv)</source>
        <translation>一覧 (*.csv *.txt *.tsv)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>EV on/off</source>
        <translation>EVの切り替え</translation>
    </message>
    <message>
        <source>Findings of the selected domain</source>
        <translation>選択したドメインの確認結果</translation>
    </message>
</context>
<context>
    <name>tegata::DomainsPage</name>
    <message>
        <source>Enter the registered domain that the common names will contain: for www.cybertrust.ne.jp enter cybertrust.ne.jp. Tick EV for the domains that SureServer EV is to be issued for; SureServer can be issued for all of them. Where the registrant is not the applicant, say so in the note: documents or a telephone call to the owner will be needed.</source>
        <translation>発行する証明書のコモンネームに含まれる、NIC登録されたドメインを入力してください（例：www.cybertrust.ne.jp の場合は cybertrust.ne.jp）。SureServer EVを発行するドメインにはEVにチェックを入れてください。SureServerはすべてのドメインで発行できます。ドメインの登録者が申請法人と異なる場合は補足に入力してください。書類の提出、またはドメイン所有者への電話による確認が必要になります。</translation>
    </message>
</context>
<context>
    <name>tegata::DraftCommands</name>
    <message>
        <source>New enrolment</source>
        <translation>新規お申し込み</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <extracomment>%1: name of the draft that is duplicated</extracomment>
        <translation>%1（コピー）</translation>
    </message>
    <message>
        <source>Duplicated: %1</source>
        <translation>複製しました：%1</translation>
    </message>
    <message>
        <source>Export draft</source>
        <translation>下書きの書き出し</translation>
    </message>
    <message>
        <source>Exported: %1</source>
        <translation>書き出しました：%1</translation>
    </message>
    <message>
        <source>Import draft</source>
        <translation>下書きの取り込み</translation>
    </message>
    <message>
        <source>Imported: %1</source>
        <translation>取り込みました：%1</translation>
    </message>
    <message>
        <source>Delete “%1” and all its versions? This cannot be undone.</source>
        <translation>「%1」をすべての版とともに削除しますか。削除すると元に戻せません。</translation>
    </message>
    <message>
        <source>The application %1 itself remains with the certification authority.</source>
        <translation>受付番号 %1 のお申し込みは、認証局に残ります。</translation>
    </message>
    <message>
        <source>Delete this draft?</source>
        <translation>下書きを削除しますか</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>削除(&amp;D)</translation>
    </message>
    <message>
        <source>Deleted: %1</source>
        <translation>削除しました：%1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>The newest version of “%1” is damaged and cannot be read. An earlier version is intact. Go back to it? The damaged file is kept.</source>
        <translation>「%1」の最新の版は、ファイルが壊れていて読み込めません。以前の版に戻しますか。壊れたファイルは残ります。</translation>
    </message>
    <message>
        <source>The draft is damaged</source>
        <translation>下書きが壊れています</translation>
    </message>
    <message>
        <source>&amp;Go back</source>
        <translation>以前の版に戻す(&amp;G)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Exported drafts (*.%1)</source>
        <translation>書き出した下書き (*.%1)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Signed in. You can send the application now.</source>
        <translation>ログインしました。お申し込みを送信してください。</translation>
    </message>
</context>
<context>
    <name>tegata::DraftEditor</name>
    <message>
        <source>Draft</source>
        <translation>下書き</translation>
    </message>
    <message>
        <source>This draft is open in another window. Here you can only read the version saved last.</source>
        <translation>この下書きは別のウィンドウで開かれています。ここでは、最後に保存された内容の表示だけができます。</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>開き直す</translation>
    </message>
    <message>
        <source>Saving works again. Everything is saved.</source>
        <translation>保存できるようになりました。すべて保存済みです。</translation>
    </message>
    <message>
        <source>Your input is not being saved. %1 %2 It stays here, and saving is tried again automatically.</source>
        <extracomment>%1: what is wrong, %2: what to do</extracomment>
        <translation>入力した内容を保存できていません。%1%2入力した内容はこの画面に残り、保存は自動で再試行されます。</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>今すぐ再試行</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>保存しました：%1</translation>
    </message>
    <message>
        <source>Saved: %1. This computer has no suitable font: text in the document may not be found by a search. %2 Install the font BIZ UDGothic and save it again.</source>
        <translation>保存しました：%1。適したフォントがないため、文書内を検索できないことがあります。%2フォント「BIZ UDゴシック」をインストールして、もう一度保存してください。</translation>
    </message>
    <message>
        <source>Missing characters: %1.</source>
        <translation>印刷できない文字：%1。</translation>
    </message>
    <message>
        <source>Saved: %1. The font BIZ UDGothic is not installed, so %2 was used. Check the document before you pass it on.</source>
        <translation>保存しました：%1。フォント「BIZ UDゴシック」がないため、%2で作成しました。提出や配布の前に内容をご確認ください。</translation>
    </message>
</context>
<context>
    <name>tegata::DraftList</name>
    <message>
        <source>Drafts</source>
        <translation>下書き</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>&amp;New…</source>
        <translation>新規(&amp;N)…</translation>
    </message>
    <message>
        <source>Rene&amp;wal…</source>
        <translation>更新のお申し込み(&amp;W)…</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>開く(&amp;O)</translation>
    </message>
    <message>
        <source>Rena&amp;me…</source>
        <translation>名前の変更(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;Duplicate…</source>
        <translation>複製(&amp;D)…</translation>
    </message>
    <message>
        <source>&amp;Versions…</source>
        <translation>版の一覧(&amp;V)…</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>書き出す(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>取り込む(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Refresh state</source>
        <translation>状態を更新(&amp;R)</translation>
    </message>
    <message>
        <source>De&amp;lete…</source>
        <translation>削除(&amp;L)…</translation>
    </message>
    <message>
        <source>No drafts yet</source>
        <translation>下書きはまだありません</translation>
    </message>
    <message>
        <source>A draft keeps your application until it is complete, online or offline. It is stored encrypted on this computer.</source>
        <translation>下書きは、お申し込みの内容を書き終えるまで保存しておくものです。オフラインでも使え、このコンピューターに暗号化して保存されます。</translation>
    </message>
    <message>
        <source>New draft…</source>
        <translation>新しい下書き…</translation>
    </message>
    <message>
        <source>No draft is selected.</source>
        <translation>下書きが選択されていません。</translation>
    </message>
    <message>
        <source>The draft is damaged.</source>
        <translation>下書きが壊れています。</translation>
    </message>
    <message>
        <source>No site is set up yet.</source>
        <translation>サイトがまだ設定されていません。</translation>
    </message>
    <message>
        <source>It has no receipt number yet.</source>
        <translation>受付番号がまだありません。</translation>
    </message>
</context>
<context>
    <name>tegata::DraftListModel</name>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種別</translation>
    </message>
    <message>
        <source>Required fields</source>
        <translation>必須項目</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Receipt number</source>
        <translation>受付番号</translation>
    </message>
    <message>
        <source>Last change</source>
        <translation>最終変更</translation>
    </message>
</context>
<context>
    <name>tegata::DraftNameDialog</name>
    <message>
        <source>New draft</source>
        <translation>新しい下書き</translation>
    </message>
    <message>
        <source>&amp;Create</source>
        <translation>作成(&amp;C)</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>作成</translation>
    </message>
    <message>
        <source>Rename draft</source>
        <translation>下書きの名前の変更</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>変更(&amp;R)</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>変更</translation>
    </message>
    <message>
        <source>Duplicate draft</source>
        <translation>下書きの複製</translation>
    </message>
    <message>
        <source>&amp;Duplicate</source>
        <translation>複製(&amp;D)</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>複製</translation>
    </message>
    <message>
        <source>&amp;Name of the draft (for you only):</source>
        <translation>下書きの名前（自分用）(&amp;N)：</translation>
    </message>
    <message>
        <source>Name of the draft</source>
        <translation>下書きの名前</translation>
    </message>
    <message>
        <source>Buttons</source>
        <translation>ボタン</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
</context>
<context>
    <name>tegata::DraftSubmission</name>
    <message>
        <source>The application was received. Receipt number: %1</source>
        <translation>お申し込みを受け付けました。受付番号：%1</translation>
    </message>
    <message>
        <source>The application was not accepted. Fix what is listed below and send it again.</source>
        <translation>お申し込みは受け付けられませんでした。下の一覧の内容を直して、もう一度送信してください。</translation>
    </message>
    <message>
        <source>There is no connection. The application waits here. When the connection is back, you confirm once more before it is sent.</source>
        <translation>接続がありません。お申し込みは送信待ちになります。接続が回復したら、送信の前にもう一度確認します。</translation>
    </message>
    <message>
        <source>The connection was lost before the answer arrived. It will be sent again automatically. The application is accepted only once.</source>
        <translation>応答の前に接続が切れました。自動で再送します。二重に受け付けられることはありません。</translation>
    </message>
    <message>
        <source>The application was withdrawn.</source>
        <translation>お申し込みを取り下げました。</translation>
    </message>
    <message>
        <source>The application is now “%1”. It was not withdrawn.</source>
        <translation>お申し込みの状態が「%1」になったため、取り下げませんでした。</translation>
    </message>
    <message>
        <source>The application can no longer be withdrawn.</source>
        <translation>このお申し込みは、もう取り下げられません。</translation>
    </message>
</context>
<context>
    <name>tegata::DraftText</name>
    <message>
        <source>New enrolment</source>
        <translation>新規</translation>
    </message>
    <message>
        <source>Renewal</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>受付済み</translation>
    </message>
    <message>
        <source>In review</source>
        <translation>審査中</translation>
    </message>
    <message>
        <source>Documents requested</source>
        <translation>書類待ち</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>承認済み</translation>
    </message>
    <message>
        <source>Building the site</source>
        <translation>サイト構築中</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>利用中</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>却下</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>取り下げ</translation>
    </message>
    <message>
        <source>Cannot be read</source>
        <translation>読めません</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>下書き</translation>
    </message>
    <message>
        <source>Waiting for a connection</source>
        <translation>接続待ち</translation>
    </message>
    <message>
        <source>Being sent</source>
        <translation>送信中</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>%1: required fields that are filled in, %2: of how many</extracomment>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>(without name)</source>
        <translation>（名前なし）</translation>
    </message>
</context>
<context>
    <name>tegata::EarlierList</name>
    <message>
        <source>Match</source>
        <translation>一致</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>有効期限</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Common name</source>
        <translation>コモンネーム</translation>
    </message>
    <message>
        <source>Name and key</source>
        <translation>名前と鍵</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>鍵</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1: revoked, %2: why</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Serial number %1</source>
        <extracomment>%1: serial number</extracomment>
        <translation>シリアル番号 %1</translation>
    </message>
</context>
<context>
    <name>tegata::EditDialog</name>
    <message>
        <source>Edit: %1</source>
        <extracomment>%1: common name</extracomment>
        <translation>編集：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n approvals become void; where several approvals are needed, you cannot approve it yourself afterwards.</source>
        <translation>
            <numerusform>これまでの承認%n件は無効になります。複数承認の申請を編集すると、ご自身では承認できなくなります。</numerusform>
        </translation>
    </message>
    <message>
        <source>Where several approvals are needed, you may not approve it yourself afterwards.</source>
        <translation>複数承認の申請を編集すると、ご自身では承認できなくなります。</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>日本語</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英語</translation>
    </message>
    <message>
        <source>&amp;Product</source>
        <translation>製品(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Language of the subject</source>
        <translation>サブジェクトの言語(&amp;L)</translation>
    </message>
    <message>
        <source>Issue notice &amp;e-mail</source>
        <translation>発行通知 E-mail(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Renewal of (serial number)</source>
        <translation>更新元（シリアル番号）(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Why (required; shown in the history)</source>
        <translation>理由（必須。履歴に残ります）(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>Nothing has been changed yet.</source>
        <translation>まだ何も変更していません。</translation>
    </message>
    <message>
        <source>Enter the reason.</source>
        <translation>理由を入力してください。</translation>
    </message>
</context>
<context>
    <name>tegata::EditMenu</name>
    <message>
        <source>&amp;Edit</source>
        <translation>編集(&amp;E)</translation>
    </message>
    <message>
        <source>U&amp;ndo typing</source>
        <translation>入力を元に戻す(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Redo typing</source>
        <translation>入力をやり直す(&amp;R)</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>切り取り(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>コピー(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>貼り付け(&amp;P)</translation>
    </message>
    <message>
        <source>Select all t&amp;ext</source>
        <translation>すべての文字を選択(&amp;E)</translation>
    </message>
</context>
<context>
    <name>tegata::EnrollmentShellDesk</name>
    <message>
        <source>&amp;Enrolment</source>
        <translation>お申し込み(&amp;E)</translation>
    </message>
</context>
<context>
    <name>tegata::EnrollmentWizard</name>
    <message>
        <source>Application form</source>
        <translation>お申し込みフォーム</translation>
    </message>
    <message>
        <source>Pages of the form</source>
        <translation>フォームのページ</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>ページ</translation>
    </message>
    <message>
        <source>&lt; &amp;Back</source>
        <translation>&lt; 戻る(&amp;B)</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>Ne&amp;xt &gt;</source>
        <translation>次へ(&amp;X) &gt;</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>次へ</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>元に戻す(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>やり直す(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Next page</source>
        <translation>次のページ(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Previous page</source>
        <translation>前のページ(&amp;P)</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>未入力</translation>
    </message>
    <message>
        <source>incomplete</source>
        <translation>入力途中</translation>
    </message>
    <message>
        <source>with warnings</source>
        <translation>警告あり</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <extracomment>%1: a time of the day</extracomment>
        <translation>%1 に保存済み</translation>
    </message>
    <message>
        <source>Saving when you pause…</source>
        <translation>入力が止まると保存します…</translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <translation>保存できていません：%1</translation>
    </message>
</context>
<context>
    <name>tegata::EnrollmentWorkspace</name>
    <message>
        <source>Enrolment</source>
        <translation>お申し込み</translation>
    </message>
    <message>
        <source>Close dra&amp;ft</source>
        <translation>下書きを閉じる(&amp;F)</translation>
    </message>
    <message>
        <source>Opening the drafts…</source>
        <translation>下書きを開いています…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Protect your drafts first</source>
        <translation>まず下書きを保護してください</translation>
    </message>
    <message>
        <source>Drafts are stored encrypted on this computer. There is no keychain here: choose a passphrase to protect them.</source>
        <translation>下書きはこのコンピューターに暗号化して保存されます。このコンピューターではキーチェーンを使えないため、パスフレーズを決めてください。</translation>
    </message>
    <message>
        <source>Choose a passphrase…</source>
        <translation>パスフレーズを決める…</translation>
    </message>
    <message>
        <source>The drafts are locked</source>
        <translation>下書きはロックされています</translation>
    </message>
    <message>
        <source>Everything you entered is stored encrypted.</source>
        <translation>入力した内容はすべて暗号化して保存されています。</translation>
    </message>
    <message>
        <source>Unlock…</source>
        <translation>ロック解除…</translation>
    </message>
    <message>
        <source>The drafts cannot be opened with the keychain</source>
        <translation>キーチェーンで下書きを開けません</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
    <message>
        <source>The drafts cannot be opened</source>
        <translation>下書きを開けません</translation>
    </message>
    <message>
        <source>The connection is back. “%1” needs your confirmation.</source>
        <translation>接続が回復しました。「%1」は送信前の確認待ちです。</translation>
    </message>
    <message>
        <source>Review and send…</source>
        <translation>確認して送信…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Import &amp;postal codes…</source>
        <translation>郵便番号データを取り込む(&amp;P)…</translation>
    </message>
    <message>
        <source>The postal codes are imported.</source>
        <translation>郵便番号データを取り込みました。</translation>
    </message>
</context>
<context>
    <name>tegata::EvidencePanel</name>
    <message>
        <source>Evidence</source>
        <translation>判断材料</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>確認結果</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>比較</translation>
    </message>
    <message>
        <source>Validations</source>
        <translation>審査の有効期間</translation>
    </message>
    <message>
        <source>Earlier certificates of the same name or key</source>
        <translation>同じ名前・鍵の証明書</translation>
    </message>
    <message>
        <source>Live certificate</source>
        <translation>稼働中の証明書</translation>
    </message>
    <message>
        <source>CAA records</source>
        <translation>CAAレコード</translation>
    </message>
    <message>
        <source>All checks passed: %1</source>
        <extracomment>%1: areas of rules</extracomment>
        <translation>確認結果に問題なし：%1</translation>
    </message>
    <message>
        <source>Passed: %1</source>
        <translation>問題なし：%1</translation>
    </message>
    <message>
        <source>Further names</source>
        <translation>その他の名前</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>ほか%n件</numerusform>
        </translation>
    </message>
    <message>
        <source>Check results: %1</source>
        <extracomment>%1: a time</extracomment>
        <translation>確認結果（%1）</translation>
    </message>
    <message numerus="yes">
        <source>Differences: %n</source>
        <extracomment>a heading; %n: how many fields of the CSR differ from what is registered or was before</extracomment>
        <translation>
            <numerusform>違いのある項目：%n</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing differs from the registered data and the previous certificate.</source>
        <translation>登録情報および前回の証明書と違いはありません。</translation>
    </message>
    <message>
        <source>Show the differences only</source>
        <translation>違いのある項目だけ表示</translation>
    </message>
    <message numerus="yes">
        <source>Show the %n matching field(s) too</source>
        <translation>
            <numerusform>一致した%n項目も表示</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tegata::EvidenceText</name>
    <message>
        <source>Name %1 (SAN)</source>
        <translation>名前 %1（SAN）</translation>
    </message>
    <message>
        <source>Name (SAN)</source>
        <translation>名前（SAN）</translation>
    </message>
    <message>
        <source>Further names</source>
        <translation>その他の名前</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>鍵</translation>
    </message>
    <message>
        <source>SHA-256 of the key</source>
        <translation>鍵のSHA-256</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>署名</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>製品</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>日本語</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英語</translation>
    </message>
    <message>
        <source>%1 is invisible</source>
        <extracomment>%1: name of an invisible character</extracomment>
        <translation>%1 は表示されない文字です</translation>
    </message>
    <message>
        <source>%1 is missing</source>
        <translation>%1 がありません</translation>
    </message>
    <message>
        <source>%1 is extra</source>
        <extracomment>%1: characters that the other text has not</extracomment>
        <translation>%1 が余分です</translation>
    </message>
    <message>
        <source>%1 instead of %2</source>
        <extracomment>%1, %2: characters; the first stands where the second should</extracomment>
        <translation>%2 ではなく %1</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>%1: which characters differ; %2: how</extracomment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>equal</source>
        <translation>一致</translation>
    </message>
    <message>
        <source>composed differently</source>
        <translation>文字の合成の違い</translation>
    </message>
    <message>
        <source>letter case</source>
        <translation>大文字・小文字</translation>
    </message>
    <message>
        <source>full or half width</source>
        <translation>全角・半角</translation>
    </message>
    <message>
        <source>compatibility character</source>
        <translation>互換文字</translation>
    </message>
    <message>
        <source>looks alike</source>
        <translation>似た文字</translation>
    </message>
    <message>
        <source>invisible</source>
        <translation>見えない文字</translation>
    </message>
    <message>
        <source>different</source>
        <translation>相違</translation>
    </message>
    <message>
        <source>never validated</source>
        <translation>未審査</translation>
    </message>
    <message>
        <source>expired on %1</source>
        <extracomment>%1: a day</extracomment>
        <translation>%1 に期限切れ</translation>
    </message>
    <message numerus="yes">
        <source>until %1 (%n days left)</source>
        <extracomment>%1: a day</extracomment>
        <translation>
            <numerusform>%1 まで（あと%n日）</numerusform>
        </translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>確認していません</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>確認しています…</translation>
    </message>
    <message>
        <source>Not checked: the name points to an address inside a private network (%1)</source>
        <extracomment>%1: an IP address</extracomment>
        <translation>確認していません：名前がプライベートネットワークのアドレス（%1）を指しています</translation>
    </message>
    <message>
        <source>No answer in time</source>
        <translation>時間内に応答がありません</translation>
    </message>
    <message>
        <source>Not reachable</source>
        <translation>接続できません</translation>
    </message>
    <message>
        <source>Not reachable: %1</source>
        <translation>接続できません：%1</translation>
    </message>
    <message>
        <source>This is the certificate compared with</source>
        <translation>比較に使った証明書と同じです</translation>
    </message>
    <message>
        <source>Serial number %1, valid until %2</source>
        <extracomment>%1: a serial number, %2: a day</extracomment>
        <translation>シリアル番号 %1、有効期限 %2</translation>
    </message>
    <message>
        <source>Issued by %1</source>
        <extracomment>%1: an issuer&apos;s name</extracomment>
        <translation>発行者 %1</translation>
    </message>
    <message>
        <source>Trusted by this computer</source>
        <translation>このコンピューターで信頼されています</translation>
    </message>
    <message>
        <source>Not trusted by this computer: %1</source>
        <translation>このコンピューターでは信頼されていません：%1</translation>
    </message>
    <message>
        <source>No records: every certification authority may issue</source>
        <extracomment>%1: a domain, %2: its records</extracomment>
        <translation>レコードなし：どの認証局も発行できます</translation>
    </message>
    <message>
        <source>Allowed by the records at %1: %2</source>
        <translation>%1 のレコードで許可されています：%2</translation>
    </message>
    <message>
        <source>Forbidden by the records at %1: %2</source>
        <translation>%1 のレコードで禁止されています：%2</translation>
    </message>
    <message>
        <source>%1 could not be checked: %2</source>
        <extracomment>%1: a domain, %2: the reason, technical</extracomment>
        <translation>%1 を確認できませんでした：%2</translation>
    </message>
    <message>
        <source>subject</source>
        <translation>サブジェクト</translation>
    </message>
    <message>
        <source>key and signature</source>
        <translation>鍵と署名</translation>
    </message>
    <message>
        <source>host names</source>
        <translation>ホスト名</translation>
    </message>
    <message>
        <source>registered domains</source>
        <translation>登録済みの申請ドメイン</translation>
    </message>
    <message>
        <source>age of the validations</source>
        <translation>審査の有効期間</translation>
    </message>
    <message>
        <source>EV</source>
        <translation>EV</translation>
    </message>
    <message>
        <source>CAA</source>
        <translation>CAA</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>プロファイル</translation>
    </message>
    <message>
        <source>Not checked: a wildcard is not a host name</source>
        <translation>確認していません：ワイルドカードのため</translation>
    </message>
    <message>
        <source>Not checked: host checks are switched off in the settings</source>
        <translation>確認していません：ホストの確認は設定で無効になっています</translation>
    </message>
    <message>
        <source>Not checked: the name is in no registered domain</source>
        <translation>確認していません：登録済みの申請ドメインに含まれない名前です</translation>
    </message>
    <message>
        <source>Not checked: only the first hosts are checked</source>
        <translation>確認していません：先頭のホストだけを確認します</translation>
    </message>
    <message>
        <source>Not checked: no DNS server answers this computer</source>
        <translation>確認していません：このコンピューターに応答するDNSサーバーがありません</translation>
    </message>
</context>
<context>
    <name>tegata::ExpiryChart</name>
    <message>
        <source>Certificates by the week in which they expire</source>
        <translation>有効期限の週ごとの証明書</translation>
    </message>
    <message>
        <source>Left and right move between weeks, Enter shows the certificates of the week.</source>
        <translation>左右キーで週を移動し、Enterでその週の証明書を表示します。</translation>
    </message>
    <message>
        <source>No data yet.</source>
        <translation>まだ情報がありません。</translation>
    </message>
    <message>
        <source>MMM yyyy</source>
        <extracomment>a month below the bars, as in QDate::toString</extracomment>
        <translation>yyyy年M月</translation>
    </message>
</context>
<context>
    <name>tegata::ExpiryDialog</name>
    <message>
        <source>Certificate expiry</source>
        <translation>証明書の有効期限</translation>
    </message>
    <message>
        <source>Certificates by the week in which they expire. Hatched: already renewed.</source>
        <translation>有効期限の週ごとの証明書の件数。斜線は更新済みです。</translation>
    </message>
    <message>
        <source>&amp;Span</source>
        <translation>期間(&amp;S)</translation>
    </message>
    <message>
        <source>Span</source>
        <translation>期間</translation>
    </message>
    <message numerus="yes">
        <source>%n week(s)</source>
        <translation>
            <numerusform>%n週間</numerusform>
        </translation>
    </message>
    <message>
        <source>Show &amp;them: %1</source>
        <extracomment>%1: &quot;3 certificates due for renewal&quot;</extracomment>
        <translation>表示(&amp;T)：%1</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>tegata::ExportDialog</name>
    <message>
        <source>Export “%1”</source>
        <translation>「%1」の書き出し</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>対象の行</translation>
    </message>
    <message>
        <source>&amp;All rows of the list (%1)</source>
        <translation>一覧のすべての行（%1件）(&amp;A)</translation>
    </message>
    <message>
        <source>Sele&amp;cted rows (%1)</source>
        <translation>選択した行（%1件）(&amp;C)</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>形式</translation>
    </message>
    <message>
        <source>C&amp;SV (UTF-8, for spreadsheets)</source>
        <translation>CSV（UTF-8、表計算ソフト用）(&amp;S)</translation>
    </message>
    <message>
        <source>E&amp;xcel workbook</source>
        <translation>Excelブック(&amp;X)</translation>
    </message>
    <message>
        <source>&amp;PEM, all certificates in one file</source>
        <translation>PEM、すべての証明書を1つのファイルに(&amp;P)</translation>
    </message>
    <message>
        <source>PEM, one &amp;file for each certificate</source>
        <translation>PEM、証明書ごとに1ファイル(&amp;F)</translation>
    </message>
    <message>
        <source>With the c&amp;hain of each certificate</source>
        <translation>各証明書のチェーンを含める(&amp;H)</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>進捗</translation>
    </message>
    <message>
        <source>Choose the file and &amp;export…</source>
        <translation>保存先を選んで書き出す(&amp;E)…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Locked. Unlock to export: only the site has the certificates.</source>
        <translation>ロック中です。証明書はサイトから取得するため、ロックの解除が必要です。</translation>
    </message>
    <message>
        <source>Each certificate is fetched from the site, one after the other.</source>
        <translation>証明書はサイトから1件ずつ取得します。</translation>
    </message>
    <message>
        <source>In CSV, texts that a spreadsheet could read as a formula begin with an apostrophe.</source>
        <translation>CSVでは、数式と解釈されうる文字列の先頭にアポストロフィ（&apos;）を付けます。</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>再開(&amp;R)</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) exported to %1.</source>
        <translation>
            <numerusform>%n件を %1 に書き出しました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s) exported to %1.</source>
        <translation>
            <numerusform>証明書%n件を %1 に書き出しました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s) could not be fetched:</source>
        <translation>
            <numerusform>%n件の証明書を取得できませんでした：</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>how much of an export is written, of how much</extracomment>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>Stopped. No file was written.</source>
        <translation>停止しました。ファイルは書き出していません。</translation>
    </message>
</context>
<context>
    <name>tegata::FieldWidget</name>
    <message>
        <source>Findings: %1</source>
        <translation>確認結果：%1</translation>
    </message>
    <message>
        <source>%1 (required)</source>
        <extracomment>%1: a field&apos;s label</extracomment>
        <translation>%1（必須）</translation>
    </message>
</context>
<context>
    <name>tegata::FilterBar</name>
    <message>
        <source>%1 found</source>
        <extracomment>how many rows a filter found; %1: a number</extracomment>
        <translation>%1件</translation>
    </message>
    <message>
        <source>%1 or more found</source>
        <translation>%1件以上</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>絞り込み</translation>
    </message>
    <message>
        <source>Filter by name, organisation, serial number, key … (/)</source>
        <translation>名称・申請法人・シリアル番号・鍵などで絞り込み（/）</translation>
    </message>
    <message>
        <source>Column filter</source>
        <translation>列で絞り込み</translation>
    </message>
    <message>
        <source>Active column filters</source>
        <translation>適用中の列の絞り込み</translation>
    </message>
    <message>
        <source>Remove filter %1</source>
        <extracomment>a button that takes a filter away; %1: the filter</extracomment>
        <translation>絞り込みを解除：%1</translation>
    </message>
    <message>
        <source>Remove all filters</source>
        <translation>すべての絞り込みを解除</translation>
    </message>
    <message>
        <source>Key SHA-256: %1</source>
        <extracomment>a filter; %1: hash of a public key</extracomment>
        <translation>鍵のSHA-256：%1</translation>
    </message>
    <message>
        <source>Filter by name… (/)</source>
        <translation>名称などで絞り込み（/）</translation>
    </message>
    <message>
        <source>Filter by column</source>
        <translation>列で絞り込み</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>解除</translation>
    </message>
</context>
<context>
    <name>tegata::FindActions</name>
    <message>
        <source>Filter the list</source>
        <translation>一覧を絞り込む</translation>
    </message>
    <message>
        <source>Remove all filters</source>
        <translation>すべての絞り込みを解除</translation>
    </message>
    <message>
        <source>Columns…</source>
        <translation>表示する列…</translation>
    </message>
    <message>
        <source>Due for renewal</source>
        <translation>更新対象</translation>
    </message>
    <message>
        <source>Save filter and order as a tab…</source>
        <translation>絞り込みと並び順をタブとして保存…</translation>
    </message>
    <message>
        <source>Rename the saved tab…</source>
        <translation>保存したタブの名前を変更…</translation>
    </message>
    <message>
        <source>Remove the saved tab</source>
        <translation>保存したタブを削除</translation>
    </message>
    <message>
        <source>Move the saved tab to the left</source>
        <translation>保存したタブを左へ移動</translation>
    </message>
    <message>
        <source>Move the saved tab to the right</source>
        <translation>保存したタブを右へ移動</translation>
    </message>
    <message>
        <source>This tab is not a saved search.</source>
        <translation>このタブは保存した検索ではありません。</translation>
    </message>
</context>
<context>
    <name>tegata::FindingList</name>
    <message>
        <source>Check findings</source>
        <translation>確認結果</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>参考</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>エラー</translation>
    </message>
    <message numerus="yes">
        <source>and %n more findings</source>
        <translation>
            <numerusform>ほか%n件の指摘</numerusform>
        </translation>
    </message>
    <message>
        <source>Details: rule %1</source>
        <extracomment>a button; %1: number of a rule, &quot;V6&quot;</extracomment>
        <translation>詳細：規則 %1</translation>
    </message>
</context>
<context>
    <name>tegata::FormChangesView</name>
    <message>
        <source>Changes from the registered data</source>
        <translation>登録情報からの変更</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>項目</translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>登録情報</translation>
    </message>
    <message>
        <source>In this application</source>
        <translation>今回のお申し込み</translation>
    </message>
</context>
<context>
    <name>tegata::FormSummaryView</name>
    <message>
        <source>(not filled in)</source>
        <translation>（未記入）</translation>
    </message>
    <message>
        <source>Whole form</source>
        <translation>お申し込み内容の全体</translation>
    </message>
    <message>
        <source>(sent; no longer stored here)</source>
        <translation>（送信済み。ここには保存していません）</translation>
    </message>
</context>
<context>
    <name>tegata::HashLabel</name>
    <message>
        <source>Copy: %1</source>
        <extracomment>%1: what is copied, &quot;SHA-256 of the key&quot;</extracomment>
        <translation>コピー：%1</translation>
    </message>
</context>
<context>
    <name>tegata::IdentitiesDialog</name>
    <message>
        <source>on this computer (opened with the keychain)</source>
        <translation>このコンピューター（キーチェーンで開く）</translation>
    </message>
    <message>
        <source>on this computer (opened with a passphrase)</source>
        <translation>このコンピューター（パスフレーズで開く）</translation>
    </message>
    <message>
        <source>on the token “%1” (%2)</source>
        <extracomment>%1: label of the smart card, %2: its serial number</extracomment>
        <translation>トークン「%1」（%2）</translation>
    </message>
    <message>
        <source>⚠ expired on %1</source>
        <translation>⚠ %1 に期限切れ</translation>
    </message>
    <message numerus="yes">
        <source>⚠ %1 (%n day(s) left)</source>
        <extracomment>%1: a day</extracomment>
        <translation>
            <numerusform>⚠ %1（残り%n日）</numerusform>
        </translation>
    </message>
    <message>
        <source>✓ %1 (in use)</source>
        <translation>✓ %1（使用中）</translation>
    </message>
    <message>
        <source>✓ %1 (selected)</source>
        <translation>✓ %1（選択中）</translation>
    </message>
    <message>
        <source>Remove the operator certificate %1 from this computer?</source>
        <translation>オペレーター証明書 %1 をこのコンピューターから削除しますか。</translation>
    </message>
    <message>
        <source>Its key stays on the token.</source>
        <translation>鍵はトークンに残ります。</translation>
    </message>
    <message>
        <source>Its key on this computer is destroyed. To use it again you need its PKCS#12 file.</source>
        <translation>このコンピューターにある鍵は破棄されます。再び使うにはPKCS#12ファイルが必要です。</translation>
    </message>
    <message numerus="yes">
        <source>⚠ %n actions of this operator are waiting to be sent. They stay stored and are sent only when this operator unlocks here again.</source>
        <translation>
            <numerusform>⚠ このオペレーターの操作%n件が送信待ちです。保存されたまま残り、このオペレーターがここで再びロックを解除したときにだけ送信されます。</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove this operator certificate?</source>
        <translation>オペレーター証明書を削除しますか</translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation>残す(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>削除(&amp;R)</translation>
    </message>
    <message>
        <source>Operator certificates</source>
        <translation>オペレーター証明書</translation>
    </message>
    <message>
        <source>There is no operator certificate yet. Load the file from the certification authority, or use a certificate on a token.</source>
        <extracomment>%1: name of the site</extracomment>
        <translation>オペレーター証明書がまだありません。認証局から受け取ったファイルを読み込むか、トークンの証明書を使ってください。</translation>
    </message>
    <message>
        <source>Choose the operator certificate to work with at %1.</source>
        <translation>%1 で使うオペレーター証明書を選んでください。</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>オペレーター</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>発行者</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>有効期限</translation>
    </message>
    <message>
        <source>Where the key is</source>
        <translation>鍵の場所</translation>
    </message>
    <message>
        <source>&amp;Use for this site</source>
        <translation>このサイトで使う(&amp;U)</translation>
    </message>
    <message>
        <source>Load &amp;file…</source>
        <translation>ファイルの読み込み(&amp;F)…</translation>
    </message>
    <message>
        <source>From a &amp;token…</source>
        <translation>トークンから(&amp;T)…</translation>
    </message>
    <message>
        <source>&amp;Remove…</source>
        <translation>削除(&amp;R)…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>tegata::ImportIdentityDialog</name>
    <message>
        <source>Load operator certificate</source>
        <translation>オペレーター証明書の読み込み</translation>
    </message>
    <message>
        <source>Choose the PKCS#12 file (.p12, .pfx) with your operator certificate and its private key. The key is stored encrypted on this computer; the file itself is no longer needed afterwards.</source>
        <translation>オペレーター証明書と秘密鍵が入ったPKCS#12ファイル（.p12, .pfx）を選んでください。鍵はこのコンピューターに暗号化して保存されます。読み込んだ後、ファイルは不要です。</translation>
    </message>
    <message>
        <source>&amp;File:</source>
        <translation>ファイル(&amp;F)：</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>参照(&amp;B)…</translation>
    </message>
    <message>
        <source>&amp;Passphrase of the file:</source>
        <translation>ファイルのパスフレーズ(&amp;P)：</translation>
    </message>
    <message>
        <source>&amp;Load</source>
        <translation>読み込む(&amp;L)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Browse</source>
        <translation>参照</translation>
    </message>
    <message>
        <source>Passphrase of the file</source>
        <translation>ファイルのパスフレーズ</translation>
    </message>
    <message>
        <source>Buttons</source>
        <translation>ボタン</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>読み込む</translation>
    </message>
    <message>
        <source>Choose the operator certificate</source>
        <translation>オペレーター証明書の選択</translation>
    </message>
    <message>
        <source>PKCS#12 files (*.p12 *.pfx)</source>
        <translation>PKCS#12ファイル (*.p12 *.pfx)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>すべてのファイル (*)</translation>
    </message>
</context>
<context>
    <name>tegata::IntakeStrip</name>
    <message>
        <source>Co&amp;py</source>
        <translation>コピー(&amp;P)</translation>
    </message>
    <message>
        <source>Copy the result</source>
        <translation>結果をコピー</translation>
    </message>
    <message>
        <source>Close the result</source>
        <translation>結果を閉じる</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Entries that were changed or not imported</source>
        <translation>変更された項目と取り込まれなかった項目</translation>
    </message>
    <message>
        <source>No domain was found in the text.</source>
        <translation>ドメインが見つかりませんでした。</translation>
    </message>
    <message>
        <source>Imported %1 of %2. Changed:</source>
        <translation>%2件中%1件を取り込みました。変更した内容：</translation>
    </message>
    <message>
        <source>Imported %1 of %2. Not imported: %3.</source>
        <translation>%2件中%1件を取り込みました。取り込めなかったもの：%3件。</translation>
    </message>
    <message>
        <source>Not imported: %1 – %2</source>
        <translation>取り込めません：%1 – %2</translation>
    </message>
    <message>
        <source>Changed: %1 → %2 – %3</source>
        <translation>変更：%1 → %2 – %3</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>… and %1 more; Copy includes all</source>
        <translation>ほか%1件（コピーするとすべて含まれます）</translation>
    </message>
</context>
<context>
    <name>tegata::KeyBindingDialog</name>
    <message>
        <source>&amp;Set</source>
        <translation>割り当て(&amp;S)</translation>
    </message>
    <message>
        <source>Re&amp;move key</source>
        <translation>キーを外す(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Default key</source>
        <translation>既定のキー(&amp;D)</translation>
    </message>
    <message>
        <source>Reset &amp;all</source>
        <translation>すべて既定に戻す(&amp;A)</translation>
    </message>
    <message>
        <source>Customise keyboard shortcuts</source>
        <translation>ショートカットキーの変更</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>閉じる(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Key for “%1”:</source>
        <extracomment>%1: a command</extracomment>
        <translation>「%1」のキー(&amp;K)：</translation>
    </message>
    <message>
        <source>Assign &amp;here</source>
        <translation>こちらに割り当て(&amp;H)</translation>
    </message>
    <message>
        <source>%1 is assigned to %2. Assigning it here removes it from there.</source>
        <translation>%1 は現在%2に割り当てられています。割り当てると、そちらからは外れます。</translation>
    </message>
</context>
<context>
    <name>tegata::KeyHelp</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>ショートカットキー</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>Everywhere: the arrows move through rows, Tab from part to part, Esc goes back. While a decision asks for its reason: 1–9 choose one, Enter or Ctrl+Enter decides.</source>
        <translation>共通：矢印キーで行を移動、Tabで次の部分へ、Escで戻ります。理由の入力中：1～9で定型文を選び、EnterまたはCtrl+Enterで確定します。</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>閉じる(&amp;C)</translation>
    </message>
    <message>
        <source>C&amp;ustomise…</source>
        <translation>ショートカットキーの変更(&amp;U)…</translation>
    </message>
    <message>
        <source>Customise keyboard shortcuts</source>
        <translation>ショートカットキーの変更</translation>
    </message>
</context>
<context>
    <name>tegata::LegalNameField</name>
    <message>
        <source>Suggested names</source>
        <translation>名称の修正候補</translation>
    </message>
    <message>
        <source>%1 – %2 too many</source>
        <extracomment>%1: &quot;23 / 20&quot;, %2: how many characters are over the limit</extracomment>
        <translation>%1 – %2文字超過</translation>
    </message>
    <message>
        <source>Characters: %1</source>
        <translation>文字数：%1</translation>
    </message>
    <message>
        <source>Change “%1” to “%2”</source>
        <translation>「%1」を「%2」にする</translation>
    </message>
    <message>
        <source>Use this name</source>
        <translation>この名称にする</translation>
    </message>
</context>
<context>
    <name>tegata::LogDialog</name>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n行</numerusform>
        </translation>
    </message>
    <message>
        <source>Save the log</source>
        <translation>ログの保存</translation>
    </message>
    <message>
        <source>The log could not be saved there. Choose another folder.</source>
        <translation>そこにはログを保存できませんでした。別のフォルダーを選んでください。</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>ログ</translation>
    </message>
    <message>
        <source>&amp;Contains:</source>
        <translation>含む文字(&amp;C)：</translation>
    </message>
    <message>
        <source>&amp;Level:</source>
        <translation>レベル(&amp;L)：</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>information and above</source>
        <translation>情報以上</translation>
    </message>
    <message>
        <source>warnings and above</source>
        <translation>警告以上</translation>
    </message>
    <message>
        <source>errors only</source>
        <translation>エラーのみ</translation>
    </message>
    <message>
        <source>Cop&amp;y</source>
        <translation>コピー(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>保存(&amp;S)…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Contains</source>
        <translation>含む文字</translation>
    </message>
    <message>
        <source>Lowest level shown</source>
        <translation>表示するレベル</translation>
    </message>
</context>
<context>
    <name>tegata::MainWindow</name>
    <message>
        <source>Tegata</source>
        <extracomment>the window&apos;s title; %1: name of the site or of the draft</extracomment>
        <translation>Tegata</translation>
    </message>
    <message>
        <source>%1 – Tegata</source>
        <translation>%1 – Tegata</translation>
    </message>
    <message>
        <source>Menu bar</source>
        <translation>メニューバー</translation>
    </message>
    <message>
        <source>Desks</source>
        <translation>業務</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>ファイル(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Actions</source>
        <translation>操作(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>表示(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>言語(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>ヘルプ(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Lock</source>
        <translation>ロック(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Unlock…</source>
        <translation>ロック解除(&amp;U)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>終了(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;About Tegata</source>
        <translation>Tegataについて(&amp;A)</translation>
    </message>
    <message>
        <source>About Tegata</source>
        <translation>Tegataについて</translation>
    </message>
    <message>
        <source>Tegata %1
Desktop software for managed TLS server certificates.
Apache License 2.0</source>
        <translation>Tegata %1
サーバ証明書のお申し込みと発行を管理するデスクトップソフトウェアです。
Apache License 2.0</translation>
    </message>
    <message>
        <source>Some input is not saved</source>
        <translation>保存できていない内容があります</translation>
    </message>
    <message>
        <source>%1: your last input could not be saved. %2 %3</source>
        <extracomment>%1: the desk, %2: what is wrong, %3: what to do</extracomment>
        <translation>%1：最後に入力した内容を保存できませんでした。%2%3</translation>
    </message>
    <message>
        <source>&amp;Stay</source>
        <translation>戻る(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Close without saving</source>
        <translation>保存せずに閉じる(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Choose site…</source>
        <translation>サイトを選ぶ(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Add site…</source>
        <translation>サイトを追加(&amp;A)…</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting for you</source>
        <extracomment>beside a desk&apos;s name: what there is for this person to do</extracomment>
        <translation>
            <numerusform>対応待ち%n件</numerusform>
        </translation>
    </message>
    <message>
        <source>All &amp;commands…</source>
        <translation>コマンド一覧(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Recent activity…</source>
        <translation>最近の動き(&amp;R)…</translation>
    </message>
    <message>
        <source>Nothing is unlocked.</source>
        <translation>ロックできるものはありません。</translation>
    </message>
    <message>
        <source>Nothing is locked here.</source>
        <translation>ここでロックされているものはありません。</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts…</source>
        <translation>キー操作の一覧(&amp;K)…</translation>
    </message>
    <message>
        <source>C&amp;ustomise shortcuts…</source>
        <translation>キーの割り当てを変更(&amp;U)…</translation>
    </message>
    <message>
        <source>Top bar</source>
        <translation>上部バー</translation>
    </message>
    <message>
        <source>Search commands and names</source>
        <extracomment>what can be typed there</extracomment>
        <translation>操作・名称を検索</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>キー操作</translation>
    </message>
</context>
<context>
    <name>tegata::NoteDialog</name>
    <message>
        <source>Internal note: %1</source>
        <extracomment>%1: common name</extracomment>
        <translation>内部メモ：%1</translation>
    </message>
    <message>
        <source>&amp;Note for the other operators (the contact never sees it; Ctrl+Enter adds it)</source>
        <translation>ほかのオペレーターへのメモ（手続き担当者には表示されません。Ctrl+Enterで追加）(&amp;N)</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>メモ</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>追加(&amp;A)</translation>
    </message>
</context>
<context>
    <name>tegata::NumberField</name>
    <message>
        <source>choose or type</source>
        <translation>選ぶか入力</translation>
    </message>
</context>
<context>
    <name>tegata::OperatorCard</name>
    <message>
        <source>Operator %1</source>
        <translation>オペレーター %1</translation>
    </message>
    <message>
        <source>free of charge</source>
        <translation>無料</translation>
    </message>
    <message>
        <source>charged: the second and each further operator</source>
        <translation>有料（2名以上は有料です）</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上へ</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下へ</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Surname and given name with a space between them: the common name is suggested from it.</source>
        <translation>姓と名の間に空白を入れてください。コモンネームの候補を表示します。</translation>
    </message>
    <message>
        <source>Romaji in capital letters, at most 15: initial, full stop, surname (T.YAMADA).</source>
        <translation>ローマ字（15文字以内・大文字）で、名の頭文字・ピリオド・姓の順に入力してください（例：T.YAMADA）。</translation>
    </message>
    <message>
        <source>The person&apos;s own address, not a shared one.</source>
        <translation>オペレーター様ご本人のE-mailアドレスを入力してください（共有のアドレスは使えません）。</translation>
    </message>
</context>
<context>
    <name>tegata::OperatorShellDesk</name>
    <message>
        <source>&amp;Approvals</source>
        <translation>承認(&amp;A)</translation>
    </message>
    <message>
        <source>Load &amp;operator certificate…</source>
        <translation>オペレーター証明書を読み込む(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Synchronise now</source>
        <translation>今すぐ同期(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Next tab</source>
        <translation>次のタブ(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Previous tab</source>
        <translation>前のタブ(&amp;P)</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>オペレーター</translation>
    </message>
    <message>
        <source>Operator certi&amp;ficates…</source>
        <translation>オペレーター証明書(&amp;F)…</translation>
    </message>
    <message>
        <source>Use a certificate on a &amp;token…</source>
        <translation>トークンの証明書を使う(&amp;T)…</translation>
    </message>
    <message>
        <source>Dia&amp;gnostics…</source>
        <translation>診断(&amp;G)…</translation>
    </message>
    <message>
        <source>The encrypted data on this computer cannot be opened: personal data and the texts of unsent decisions cannot be read. %1</source>
        <translation>このコンピューターの暗号化データを開けません。個人情報と、送信待ちの判断の理由などを読めません。%1</translation>
    </message>
    <message>
        <source>Ho&amp;w to fix this…</source>
        <translation>対処方法(&amp;W)…</translation>
    </message>
    <message>
        <source>Your operator certificate expired on %1. Ask the certification authority for a new one.</source>
        <translation>オペレーター証明書は %1 に有効期限が切れました。新しい証明書を認証局に依頼してください。</translation>
    </message>
    <message numerus="yes">
        <source>Your operator certificate expires in %n days, on %1. Ask the certification authority for a new one now, and load it here when you receive it.</source>
        <translation>
            <numerusform>オペレーター証明書の有効期限まであと%n日です（%1）。認証局に新しい証明書を依頼し、届いたら読み込んでください。</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Remind me later</source>
        <translation>後で知らせる(&amp;R)</translation>
    </message>
    <message>
        <source>The encrypted data cannot be opened</source>
        <translation>暗号化データを開けません</translation>
    </message>
    <message>
        <source>If the key is lost for good, you can make a new one. Personal data is fetched again from the site, but unsent decisions are lost: check the requests and decide again.</source>
        <translation>鍵が失われた場合は、新しい鍵を作れます。個人情報はサイトから取得し直しますが、送信待ちの判断は失われます。申請を確認し、もう一度判断してください。</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再試行(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Make a new key</source>
        <translation>新しい鍵を作る(&amp;M)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>&amp;Registered data from a file…</source>
        <translation>登録情報ファイル(&amp;R)…</translation>
    </message>
    <message>
        <source>Requests are compared with %1 (since %2).</source>
        <translation>申請を %1 と照合しています（%2 から）。</translation>
    </message>
    <message>
        <source>Check &amp;policy of this site…</source>
        <translation>このサイトの確認ポリシー(&amp;P)…</translation>
    </message>
    <message>
        <source>This computer&apos;s clock says %1, the site&apos;s says %2. Remaining times, due dates, certificate validity and the times in your decision log depend on it. Set the clock first.</source>
        <extracomment>%1 and %2: a date and a time</extracomment>
        <translation>このコンピューターの時計は %1、サイトの時計は %2 です。残り時間と期限、証明書の有効・期限切れの判定、判断記録の時刻がこの時計に左右されます。先に時計を合わせてください。</translation>
    </message>
    <message>
        <source>&amp;I know</source>
        <translation>了解(&amp;I)</translation>
    </message>
    <message>
        <source>By this computer&apos;s clock (%2), your operator certificate expired on %1. Check the clock first. If it is right, ask the certification authority for a new one.</source>
        <translation>このコンピューターの時計（%2）では、オペレーター証明書の有効期限は %1 に切れています。先に時計を確認し、正しい場合は認証局に新しい証明書を依頼してください。</translation>
    </message>
    <message>
        <source>Locked.</source>
        <translation>ロック中です。</translation>
    </message>
</context>
<context>
    <name>tegata::OperatorWorkspace</name>
    <message>
        <source>Saved: %1</source>
        <translation>保存しました：%1</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>オペレーター</translation>
    </message>
    <message>
        <source>Queue and details</source>
        <translation>一覧と詳細</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>No operator certificate yet</source>
        <translation>オペレーター証明書がまだありません</translation>
    </message>
    <message>
        <source>Load the operator certificate (PKCS#12 file) that the certification authority gave you. Its key is kept encrypted on this computer.</source>
        <translation>認証局から受け取ったオペレーター証明書（PKCS#12ファイル）を読み込んでください。鍵はこのコンピューターに暗号化して保存されます。</translation>
    </message>
    <message>
        <source>Load operator certificate…</source>
        <translation>オペレーター証明書を読み込む…</translation>
    </message>
    <message>
        <source>Locked. The list shows the last data received; unlock to decide.</source>
        <translation>ロック中です。一覧は最後に受信した内容です。判断するにはロックを解除してください。</translation>
    </message>
    <message>
        <source>Unlock…</source>
        <translation>ロック解除…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
    <message>
        <source>No connection: %1 The list shows the last data received. The program reconnects automatically.</source>
        <translation>%1一覧は最後に受信した内容です。自動的に再接続します。</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>今すぐ再接続</translation>
    </message>
    <message>
        <source>%1: not done.</source>
        <translation>%1：実行されませんでした。</translation>
    </message>
    <message>
        <source>Issued: %1</source>
        <translation>発行しました：%1</translation>
    </message>
    <message>
        <source>Approved: %1</source>
        <translation>承認しました：%1</translation>
    </message>
    <message>
        <source>Rejected: %1</source>
        <translation>却下しました：%1</translation>
    </message>
    <message>
        <source>Put on hold: %1</source>
        <translation>保留にしました：%1</translation>
    </message>
    <message>
        <source>Released: %1</source>
        <translation>解除しました：%1</translation>
    </message>
    <message>
        <source>Claimed: %1</source>
        <translation>担当になりました：%1</translation>
    </message>
    <message>
        <source>Cancelled: %1</source>
        <translation>取消にしました：%1</translation>
    </message>
    <message>
        <source>Show certificate</source>
        <translation>証明書を表示</translation>
    </message>
    <message>
        <source>%1: saved. It is sent when you next unlock.</source>
        <translation>%1: 保存しました。次にロックを解除したときに送信します。</translation>
    </message>
    <message>
        <source>Sent: %1</source>
        <translation>送信しました：%1</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>元に戻せる判断はありません。</translation>
    </message>
    <message>
        <source>Decision undone: %1</source>
        <translation>判断を元に戻しました：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n action(s) not done: %1</source>
        <translation>
            <numerusform>%n件の操作は実行されませんでした：%1</numerusform>
        </translation>
    </message>
    <message>
        <source>Show why</source>
        <translation>理由を表示</translation>
    </message>
    <message numerus="yes">
        <source>%n more action(s) not done.</source>
        <translation>
            <numerusform>ほかに%n件の操作が実行されませんでした。</numerusform>
        </translation>
    </message>
    <message>
        <source>Too late to undo: it is already being sent.</source>
        <translation>送信中のため、元に戻せません。</translation>
    </message>
    <message>
        <source>The site has already answered.</source>
        <translation>すでにサイトから応答がありました。</translation>
    </message>
    <message>
        <source>Edited: %1</source>
        <translation>編集しました：%1</translation>
    </message>
    <message>
        <source>Note added: %1</source>
        <translation>メモを追加しました：%1</translation>
    </message>
    <message>
        <source>Compare and decide (%1)</source>
        <extracomment>a button; %1: its key</extracomment>
        <translation>比較して判断（%1）</translation>
    </message>
    <message>
        <source>It has already been decided. To change it, undo the decision first.</source>
        <translation>判断済みです。変更するには、先に判断を元に戻してください。</translation>
    </message>
    <message>
        <source>The values of the profile are still loading. Press the key again in a moment.</source>
        <translation>プロファイルの値を取得中です。少し待ってからもう一度押してください。</translation>
    </message>
    <message>
        <source>You can select at most %1 rows at once. The others were not selected.</source>
        <translation>一度に選択できるのは %1行までです。残りは選択されていません。</translation>
    </message>
    <message>
        <source>CAA records are not checked: no DNS server answers this computer.</source>
        <translation>CAAレコードを確認していません：このコンピューターに応答するDNSサーバーがありません。</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>設定…</translation>
    </message>
    <message>
        <source>The request shown is not in the filtered list. Select a row, then press the key again.</source>
        <translation>表示中の申請は、絞り込んだ一覧にはありません。行を選んでから、もう一度キーを押してください。</translation>
    </message>
    <message>
        <source>Locked. Unlock to fetch the list and to decide.</source>
        <translation>ロック中です。一覧を取得して判断するには、ロックを解除してください。</translation>
    </message>
    <message>
        <source>No connection: %1 The program reconnects automatically.</source>
        <extracomment>%1: what is wrong, a sentence</extracomment>
        <translation>接続できません：%1自動的に再接続します。</translation>
    </message>
    <message numerus="yes">
        <source>%n decision(s) not done: it is not as you saw it, or does not allow them.</source>
        <translation>
            <numerusform>%n件の判断が実行されていません。内容が表示時と異なるか、状態がその操作を許しません。</numerusform>
        </translation>
    </message>
    <message>
        <source>Your decision was not done: compare and decide first (%1).</source>
        <translation>判断は実行されていません。先に比較して判断してください（%1）。</translation>
    </message>
    <message>
        <source>None of the selected certificates can be revoked.</source>
        <translation>選択した証明書に失効できるものはありません。</translation>
    </message>
    <message>
        <source>&amp;Undo the last decision</source>
        <translation>直前の判断を元に戻す(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Waiting decisions…</source>
        <translation>送信待ちの判断(&amp;W)…</translation>
    </message>
    <message>
        <source>Review chan&amp;ged requests…</source>
        <translation>変更された申請を判断(&amp;G)…</translation>
    </message>
    <message>
        <source>Rev&amp;oke selected…</source>
        <translation>選択した証明書を失効(&amp;O)…</translation>
    </message>
    <message>
        <source>Only issued certificates can be revoked.</source>
        <translation>失効できるのは発行済みの証明書だけです。</translation>
    </message>
    <message>
        <source>Select certificates first.</source>
        <translation>先に証明書を選択してください。</translation>
    </message>
    <message>
        <source>Locked.</source>
        <translation>ロック中です。</translation>
    </message>
    <message>
        <source>This site does not support this.</source>
        <translation>このサイトは、この操作に対応していません。</translation>
    </message>
    <message>
        <source>Next row</source>
        <translation>次の行</translation>
    </message>
    <message>
        <source>Previous row</source>
        <translation>前の行</translation>
    </message>
    <message>
        <source>&amp;Mark row</source>
        <translation>行を選択に追加(&amp;M)</translation>
    </message>
    <message>
        <source>Mark &amp;all rows</source>
        <translation>すべての行を選択(&amp;A)</translation>
    </message>
    <message>
        <source>Go to the &amp;queue</source>
        <translation>一覧へ移動(&amp;Q)</translation>
    </message>
    <message>
        <source>Go to the &amp;details</source>
        <translation>詳細へ移動(&amp;D)</translation>
    </message>
    <message>
        <source>Approvals</source>
        <extracomment>the page of the operators&apos; desk</extracomment>
        <translation>承認</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>一覧</translation>
    </message>
    <message>
        <source>No decision needs to be compared.</source>
        <translation>比較が必要な判断はありません。</translation>
    </message>
</context>
<context>
    <name>tegata::OperatorsPage</name>
    <message>
        <source>Operators issue, revoke and cancel server certificates. One is registered free of charge; the second and each further one are charged.</source>
        <translation>オペレーターはサーバ証明書の発行・失効・キャンセルを行います。お申し込み時に1名を無料で登録します（2名以上は有料）。</translation>
    </message>
    <message>
        <source>Operators</source>
        <translation>オペレーター</translation>
    </message>
    <message>
        <source>Add an operator</source>
        <translation>オペレーターを追加する</translation>
    </message>
    <message>
        <source>Add an opera&amp;tor</source>
        <translation>オペレーターを追加する(&amp;T)</translation>
    </message>
</context>
<context>
    <name>tegata::OutboxModel</name>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Common name</source>
        <translation>コモンネーム</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状況</translation>
    </message>
    <message>
        <source>Decided at</source>
        <translation>判断日時</translation>
    </message>
    <message>
        <source>Last problem</source>
        <translation>直近の問題</translation>
    </message>
</context>
<context>
    <name>tegata::OutboxPanel</name>
    <message>
        <source>&amp;Undo</source>
        <translation>元に戻す(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Send now</source>
        <translation>今すぐ送信(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Compare and decide…</source>
        <translation>比較して判断(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>破棄(&amp;D)</translation>
    </message>
    <message>
        <source>Waiting decisions</source>
        <translation>送信待ちの判断</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Nothing is waiting. The site has answered everything.</source>
        <translation>送信待ちはありません。すべて応答済みです。</translation>
    </message>
    <message>
        <source>Waiting decisions are stored on this computer and are sent after unlocking or a restart.</source>
        <translation>送信待ちの判断はこのコンピューターに保存され、ロックや再起動の後も送信されます。</translation>
    </message>
    <message>
        <source>Too late: it is already being sent.</source>
        <translation>送信中のため、元に戻せません。</translation>
    </message>
</context>
<context>
    <name>tegata::OutboxText</name>
    <message>
        <source>Schedule revocation</source>
        <translation>失効の予約</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>失効</translation>
    </message>
    <message>
        <source>Cancel scheduled revocation</source>
        <translation>失効予約の解除</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>編集</translation>
    </message>
    <message>
        <source>Internal note</source>
        <translation>内部メモ</translation>
    </message>
    <message numerus="yes">
        <source>Sent in %n second(s)</source>
        <translation>
            <numerusform>%n秒後に送信</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Waiting, tried %n times</source>
        <translation>
            <numerusform>送信待ち（%n回試行）</numerusform>
        </translation>
    </message>
    <message>
        <source>Waiting in line</source>
        <translation>順番待ち</translation>
    </message>
    <message>
        <source>Being sent</source>
        <translation>送信中</translation>
    </message>
    <message>
        <source>Needs your decision: it could not be done</source>
        <translation>判断待ち：実行できませんでした</translation>
    </message>
</context>
<context>
    <name>tegata::PassphraseDialog</name>
    <message>
        <source>Protect the drafts</source>
        <translation>下書きの保護</translation>
    </message>
    <message>
        <source>This computer has no keychain. Choose a passphrase. The drafts are encrypted with it; nobody can read them without it.</source>
        <translation>このコンピューターではキーチェーンを使えません。パスフレーズを決めてください。下書きはそれで暗号化され、パスフレーズなしでは誰にも読めません。</translation>
    </message>
    <message>
        <source>Pro&amp;tect</source>
        <translation>保護する(&amp;T)</translation>
    </message>
    <message>
        <source>Protect</source>
        <translation>保護する</translation>
    </message>
    <message>
        <source>Unlock the drafts</source>
        <translation>下書きのロック解除</translation>
    </message>
    <message>
        <source>Enter the passphrase that protects the drafts on this computer.</source>
        <translation>このコンピューターの下書きを保護しているパスフレーズを入力してください。</translation>
    </message>
    <message>
        <source>&amp;Unlock</source>
        <translation>ロック解除(&amp;U)</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>ロック解除</translation>
    </message>
    <message>
        <source>Export draft</source>
        <translation>下書きの書き出し</translation>
    </message>
    <message>
        <source>Choose a passphrase for the file and give it to your colleague separately from the file. The login password of the application is not exported.</source>
        <translation>ファイルのパスフレーズを決め、ファイルとは別の方法で相手に伝えてください。お申し込みのログインパスワードは書き出されません。</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>書き出す(&amp;E)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>書き出す</translation>
    </message>
    <message>
        <source>Import draft</source>
        <translation>下書きの取り込み</translation>
    </message>
    <message>
        <source>Enter the passphrase that the draft was exported with.</source>
        <translation>下書きを書き出したときのパスフレーズを入力してください。</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>取り込む(&amp;I)</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>取り込む</translation>
    </message>
    <message>
        <source>Withdraw the application</source>
        <translation>お申し込みの取り下げ</translation>
    </message>
    <message>
        <source>The certification authority then stops working on the application. This cannot be undone. Enter the login password that you sent with the application.</source>
        <translation>取り下げると認証局は審査を中止します。元に戻すことはできません。お申し込み時のログインパスワードを入力してください。</translation>
    </message>
    <message>
        <source>With&amp;draw</source>
        <translation>取り下げる(&amp;D)</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>取り下げる</translation>
    </message>
    <message>
        <source>Pass&amp;word:</source>
        <translation>パスワード(&amp;W)：</translation>
    </message>
    <message>
        <source>Pass&amp;phrase:</source>
        <translation>パスフレーズ(&amp;P)：</translation>
    </message>
    <message>
        <source>The passphrase &amp;again:</source>
        <translation>パスフレーズをもう一度(&amp;A)：</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>パスフレーズ</translation>
    </message>
    <message>
        <source>The passphrase again</source>
        <translation>パスフレーズをもう一度</translation>
    </message>
    <message>
        <source>Buttons</source>
        <translation>ボタン</translation>
    </message>
    <message>
        <source>This passphrase is too easy to guess.
Use several words, or at least 12 mixed characters.</source>
        <translation>推測されやすいパスフレーズです。
複数の単語をつなげるか、英字・数字・記号を混ぜた12文字以上にしてください。</translation>
    </message>
    <message>
        <source>The two passphrases differ.
Type the same passphrase into both fields.</source>
        <translation>2つのパスフレーズが違います。
両方の欄に同じパスフレーズを入力してください。</translation>
    </message>
    <message>
        <source>This is not the password that was sent with the application.
Enter it again. Check capital letters, and turn the Japanese input method off.</source>
        <translation>お申し込み時に入力したパスワードと違います。
大文字・小文字と日本語入力の状態を確認して、もう一度入力してください。</translation>
    </message>
    <message>
        <source>This file is not an exported draft, or it is damaged.
Choose another file, or have the draft exported once more.</source>
        <translation>書き出した下書きのファイルではないか、ファイルが壊れています。
別のファイルを選ぶか、下書きをもう一度書き出してもらってください。</translation>
    </message>
</context>
<context>
    <name>tegata::PlanPage</name>
    <message>
        <source>How many certificates you plan to issue in a year.</source>
        <translation>年間に発行予定の枚数です。</translation>
    </message>
    <message>
        <source>If you have a quote, enter its number.</source>
        <translation>見積りがある場合は、見積番号を入力してください。</translation>
    </message>
</context>
<context>
    <name>tegata::PolicyModel</name>
    <message>
        <source>Off</source>
        <translation>オフ</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>参考</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>エラー</translation>
    </message>
    <message>
        <source>● Changed</source>
        <translation>● 変更あり</translation>
    </message>
    <message>
        <source>Fixed</source>
        <translation>固定</translation>
    </message>
    <message>
        <source>%1 (shipped: %2)</source>
        <extracomment>%1: the outcome, %2: the shipped policy&apos;s</extracomment>
        <translation>%1（標準：%2）</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>標準との差</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>規則</translation>
    </message>
    <message>
        <source>What it says</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>扱い</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
</context>
<context>
    <name>tegata::PostalCodeField</name>
    <message>
        <source>Places of the postal code</source>
        <translation>郵便番号の地域</translation>
    </message>
    <message>
        <source>Use %1</source>
        <extracomment>%1: prefecture and municipality</extracomment>
        <translation>%1 を使う</translation>
    </message>
    <message>
        <source>This postal code is not in the table. Check it, or import newer data of Japan Post.</source>
        <translation>この郵便番号は表にありません。番号を確認するか、日本郵便の新しいデータを取り込んでください。</translation>
    </message>
    <message>
        <source>Import postal codes…</source>
        <translation>郵便番号データの取り込み…</translation>
    </message>
    <message>
        <source>Import postal codes</source>
        <translation>郵便番号データの取り込み</translation>
    </message>
</context>
<context>
    <name>tegata::PostalImportDialog</name>
    <message>
        <source>Import postal codes</source>
        <translation>郵便番号データの取り込み</translation>
    </message>
    <message>
        <source>Newer postal codes come from Japan Post&apos;s files: KEN_ALL.CSV and, for names in romaji, KEN_ALL_ROME.CSV. Unpack the downloaded ZIP files first.</source>
        <translation>新しい郵便番号は日本郵便のファイルから取り込みます：KEN_ALL.CSV と、ローマ字用の KEN_ALL_ROME.CSV。ダウンロードしたZIPファイルは先に展開してください。</translation>
    </message>
    <message>
        <source>&amp;KEN_ALL.CSV:</source>
        <translation>&amp;KEN_ALL.CSV:</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>参照(&amp;B)…</translation>
    </message>
    <message>
        <source>KEN_ALL_&amp;ROME.CSV (optional):</source>
        <translation>KEN_ALL_&amp;ROME.CSV（任意）：</translation>
    </message>
    <message>
        <source>Br&amp;owse…</source>
        <translation>参照(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>取り込む(&amp;I)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Choose KEN_ALL.CSV</source>
        <translation>KEN_ALL.CSV を選ぶ</translation>
    </message>
    <message>
        <source>Choose KEN_ALL_ROME.CSV</source>
        <translation>KEN_ALL_ROME.CSV を選ぶ</translation>
    </message>
    <message>
        <source>Buttons</source>
        <translation>ボタン</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>取り込む</translation>
    </message>
    <message>
        <source>Choose the postal code file</source>
        <translation>郵便番号のファイルを選択</translation>
    </message>
    <message>
        <source>CSV files (*.csv *.CSV)</source>
        <translation>CSVファイル (*.csv *.CSV)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Reading the files…</source>
        <translation>ファイルを読んでいます…</translation>
    </message>
</context>
<context>
    <name>tegata::ProfileText</name>
    <message>
        <source>%1: %2</source>
        <extracomment>%1: name of a value, %2: the value</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Yes: %1</source>
        <extracomment>%1: names of values that are switched on</extracomment>
        <translation>あり：%1</translation>
    </message>
    <message>
        <source>No: %1</source>
        <extracomment>%1: names of values that are switched off</extracomment>
        <translation>なし：%1</translation>
    </message>
    <message>
        <source>(%1)</source>
        <extracomment>%1: what the certification authority accepts, in its words</extracomment>
        <translation>(%1)</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>プロファイル</translation>
    </message>
</context>
<context>
    <name>tegata::ProfileValuesDialog</name>
    <message>
        <source>Profile values: %1</source>
        <extracomment>%1: common name</extracomment>
        <translation>プロファイルの値：%1</translation>
    </message>
    <message>
        <source>Profile “%1”. The certificate is made from these values. Values that cannot be changed are shown for reference.</source>
        <translation>プロファイル「%1」。証明書はこれらの値から作られます。変更できない値は参照用に表示しています。</translation>
    </message>
    <message>
        <source>Values of the profile</source>
        <translation>プロファイルの値</translation>
    </message>
    <message>
        <source>Reason (required; kept with the request)</source>
        <translation>変更の理由（必須。申請に残ります）</translation>
    </message>
    <message>
        <source>&amp;Why (required; kept with the request)</source>
        <translation>変更の理由（必須。申請とともに保存されます）(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Check at the site</source>
        <translation>サイトで確認(&amp;C)</translation>
    </message>
    <message>
        <source>Check at the site</source>
        <translation>サイトで確認</translation>
    </message>
    <message>
        <source>&amp;Update</source>
        <translation>変更を保存(&amp;U)</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>変更を保存</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>%1 (cannot be changed): %2</source>
        <translation>%1（変更不可）：%2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1: name of a policy, %2: name of one of its values</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Nothing has been changed yet.</source>
        <translation>まだ何も変更していません。</translation>
    </message>
    <message>
        <source>Enter the reason.</source>
        <translation>理由を入力してください。</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>確認しています…</translation>
    </message>
    <message>
        <source>The site would issue with these values. Nothing is changed yet.</source>
        <translation>サイトはこれらの値で発行できます。まだ何も変更されていません。</translation>
    </message>
    <message>
        <source>The site would refuse these values.</source>
        <translation>サイトはこれらの値を拒否します。</translation>
    </message>
    <message>
        <source>The site would refuse these values: %1</source>
        <translation>サイトはこれらの値を拒否します：%1</translation>
    </message>
    <message>
        <source>Go back and look at it again.</source>
        <translation>戻ってもう一度確認してください。</translation>
    </message>
</context>
<context>
    <name>tegata::ProgramActions</name>
    <message>
        <source>Settin&amp;gs…</source>
        <translation>設定(&amp;G)…</translation>
    </message>
    <message>
        <source>&amp;Log…</source>
        <translation>ログ(&amp;L)…</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>The settings are active, but could not be saved for the next start.</source>
        <translation>設定は有効になりましたが、次回起動のために保存できませんでした。</translation>
    </message>
</context>
<context>
    <name>tegata::QueueCell</name>
    <message>
        <source>%1 is no longer registered.</source>
        <translation>%1 は登録から外れています。</translation>
    </message>
    <message>
        <source>%1: the validation ended on %2.</source>
        <extracomment>%1: an organisation or a domain, %2: a time</extracomment>
        <translation>%1：審査の有効期間は %2 で終わりました。</translation>
    </message>
    <message>
        <source>%1 has never been validated.</source>
        <translation>%1：審査の記録がありません。</translation>
    </message>
    <message>
        <source>You</source>
        <translation>自分</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>a person&apos;s name and id</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <extracomment>approvals that are given, and that are needed</extracomment>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>Outdated</source>
        <translation>登録が古い</translation>
    </message>
    <message>
        <source>due %1</source>
        <extracomment>%1: date and time by which the request is to be decided</extracomment>
        <translation>処理期限 %1</translation>
    </message>
</context>
<context>
    <name>tegata::QueuePage</name>
    <message>
        <source>List</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>Order and columns of the list</source>
        <translation>一覧の並び順と列</translation>
    </message>
    <message>
        <source>&amp;Sort by</source>
        <translation>並べ替え(&amp;S)</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>並べ替え</translation>
    </message>
    <message>
        <source>&amp;Ascending</source>
        <translation>昇順(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Descending</source>
        <translation>降順(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Columns…</source>
        <translation>表示する列(&amp;C)…</translation>
    </message>
    <message>
        <source>Save as &amp;tab…</source>
        <translation>タブとして保存(&amp;T)…</translation>
    </message>
    <message>
        <source>Nothing matches the filters</source>
        <translation>絞り込みに合うものはありません</translation>
    </message>
    <message>
        <source>There may be something without them.</source>
        <translation>絞り込みを解除すると、表示されるかもしれません</translation>
    </message>
    <message>
        <source>Clear the filters</source>
        <translation>絞り込みを解除</translation>
    </message>
    <message>
        <source>No pending requests</source>
        <translation>承認待ちの申請はありません</translation>
    </message>
    <message>
        <source>New requests appear here when they arrive.</source>
        <translation>新しい申請が届くと、ここに表示されます</translation>
    </message>
    <message>
        <source>Show issued certificates</source>
        <translation>発行済みを表示</translation>
    </message>
    <message>
        <source>There is nothing here</source>
        <translation>何もありません</translation>
    </message>
</context>
<context>
    <name>tegata::QueueRowDelegate</name>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
</context>
<context>
    <name>tegata::QueueTabs</name>
    <message>
        <source>%1 (%2)</source>
        <extracomment>a tab: its name and how many things are in it</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>一覧</translation>
    </message>
    <message>
        <source>Due for renewal</source>
        <translation>更新対象</translation>
    </message>
    <message>
        <source>Name of the tab</source>
        <translation>タブの名前</translation>
    </message>
    <message>
        <source>Save as tab</source>
        <translation>タブとして保存</translation>
    </message>
    <message>
        <source>Rename tab</source>
        <translation>タブの名前を変更</translation>
    </message>
    <message>
        <source>Save as &amp;tab…</source>
        <translation>タブとして保存(&amp;T)…</translation>
    </message>
    <message>
        <source>&amp;Rename…</source>
        <translation>名前を変更(&amp;R)…</translation>
    </message>
    <message>
        <source>Move &amp;left</source>
        <translation>左へ移動(&amp;L)</translation>
    </message>
    <message>
        <source>Move r&amp;ight</source>
        <translation>右へ移動(&amp;I)</translation>
    </message>
    <message>
        <source>Remo&amp;ve tab</source>
        <translation>タブを削除(&amp;V)</translation>
    </message>
</context>
<context>
    <name>tegata::QueueText</name>
    <message>
        <source>Pending</source>
        <translation>承認待ち</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>発行済み</translation>
    </message>
    <message>
        <source>Rejected / cancelled</source>
        <translation>却下・取消</translation>
    </message>
    <message>
        <source>Revoked</source>
        <translation>失効</translation>
    </message>
    <message>
        <source>Common name</source>
        <translation>コモンネーム</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>申請法人名</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>製品</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>鍵</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>確認結果</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Issued on</source>
        <translation>発行日時</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>有効期限</translation>
    </message>
    <message>
        <source>Revoked on</source>
        <translation>失効日時</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>シリアル番号</translation>
    </message>
    <message>
        <source>Partly approved</source>
        <translation>一部承認済み</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>承認済み</translation>
    </message>
    <message>
        <source>Issuing failed</source>
        <translation>発行失敗</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>却下</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>取り下げ</translation>
    </message>
    <message>
        <source>Timed out</source>
        <translation>処理期限切れ</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>有効</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>期限切れ</translation>
    </message>
    <message>
        <source>Claim</source>
        <translation>担当する</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>担当・保留の解除</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>承認</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>却下</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Cancel request</source>
        <translation>申請の取消</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>取り下げ</translation>
    </message>
    <message>
        <source>SureServer EV</source>
        <translation>SureServer EV</translation>
    </message>
    <message>
        <source>SureServer</source>
        <translation>SureServer</translation>
    </message>
    <message>
        <source>Passed</source>
        <translation>問題なし</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>エラー</translation>
    </message>
    <message>
        <source>No reason given</source>
        <translation>理由を指定しない</translation>
    </message>
    <message>
        <source>The private key is compromised</source>
        <translation>秘密鍵の危殆化</translation>
    </message>
    <message>
        <source>The organisation&apos;s data changed</source>
        <translation>申請法人の情報の変更</translation>
    </message>
    <message>
        <source>Replaced by another certificate</source>
        <translation>新しい証明書への置き換え</translation>
    </message>
    <message>
        <source>The site is no longer operated</source>
        <translation>サイトの運用終了</translation>
    </message>
    <message>
        <source>Privilege withdrawn by the certification authority</source>
        <translation>認証局による権利の取消</translation>
    </message>
    <message>
        <source>Must be revoked within 24 hours.</source>
        <translation>24時間以内の失効が必要です。</translation>
    </message>
    <message>
        <source>Must be revoked within 5 days.</source>
        <translation>5日以内の失効が必要です。</translation>
    </message>
    <message>
        <source>Country (C)</source>
        <translation>国名（C）</translation>
    </message>
    <message>
        <source>Prefecture (S)</source>
        <translation>都道府県名（S）</translation>
    </message>
    <message>
        <source>Municipality (L)</source>
        <translation>市町村名（L）</translation>
    </message>
    <message>
        <source>Organisation (O)</source>
        <translation>申請法人名（O）</translation>
    </message>
    <message>
        <source>Department (OU)</source>
        <translation>部署名（OU）</translation>
    </message>
    <message>
        <source>Common name (CN)</source>
        <translation>コモンネーム（CN）</translation>
    </message>
    <message>
        <source>Registration number (serialNumber)</source>
        <translation>会社法人等番号（serialNumber）</translation>
    </message>
    <message>
        <source>Business category (businessCategory)</source>
        <translation>申請組織のカテゴリ（businessCategory）</translation>
    </message>
    <message>
        <source>Country of registration (jurisdictionC)</source>
        <translation>登記国（jurisdictionC）</translation>
    </message>
    <message>
        <source>Prefecture of registration (jurisdictionST)</source>
        <translation>登記都道府県（jurisdictionST）</translation>
    </message>
    <message>
        <source>Postal code (postalCode)</source>
        <translation>郵便番号（postalCode）</translation>
    </message>
    <message>
        <source>Street (street)</source>
        <translation>町名・番地（street）</translation>
    </message>
    <message>
        <source>E-mail (emailAddress)</source>
        <translation>E-mail (emailAddress)</translation>
    </message>
    <message>
        <source>Submitted on</source>
        <translation>申請日時</translation>
    </message>
    <message>
        <source>Updated on</source>
        <translation>更新日時</translation>
    </message>
    <message>
        <source>The certification authority&apos;s key is compromised</source>
        <translation>認証局の鍵の危殆化</translation>
    </message>
    <message>
        <source>Released from hold</source>
        <translation>保留の解除</translation>
    </message>
    <message>
        <source>The attribute authority&apos;s key is compromised</source>
        <translation>属性認証局の鍵の危殆化</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>プロファイル</translation>
    </message>
    <message>
        <source>This site does not check requests. Each request shows the check made on this computer.</source>
        <translation>このサイトは申請を確認しません。このコンピューターでの確認結果を、各申請の詳細に表示します。</translation>
    </message>
    <message>
        <source>Claimed by</source>
        <translation>担当</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>承認</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>未確認</translation>
    </message>
    <message>
        <source>%1, checked on %2</source>
        <extracomment>%1: outcome of a check, as &quot;Warning&quot;, %2: a time</extracomment>
        <translation>%1（%2 に確認）</translation>
    </message>
    <message>
        <source>%1, by the site&apos;s check; not checked on this computer yet</source>
        <extracomment>%1: outcome of a check, as &quot;Warning&quot;</extracomment>
        <translation>%1（サイトの確認結果。このコンピューターではまだ確認していません）</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>処理期限</translation>
    </message>
</context>
<context>
    <name>tegata::QuickChips</name>
    <message>
        <source>Passed</source>
        <translation>問題なし</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>エラー</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>EV</source>
        <translation>EV</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>自分の担当</translation>
    </message>
    <message>
        <source>Quick filters</source>
        <translation>よく使う絞り込み</translation>
    </message>
    <message>
        <source>All</source>
        <translation>すべて</translation>
    </message>
</context>
<context>
    <name>tegata::ReasonList</name>
    <message>
        <source>%1  %2</source>
        <extracomment>%1: the key that takes the reason, %2: the reason</extracomment>
        <translation>%1&#x3000;%2</translation>
    </message>
</context>
<context>
    <name>tegata::ReasonTemplates</name>
    <message>
        <source>The organisation&apos;s name does not match the registered data.</source>
        <translation>法人名が登録情報と一致しません。</translation>
    </message>
    <message>
        <source>A name (CN or SAN) is not within the registered domains.</source>
        <translation>コモンネームまたはSANが登録済みの申請ドメインに含まれていません。</translation>
    </message>
    <message>
        <source>The key or the signature of the CSR does not meet the requirements. Please make a new key and CSR.</source>
        <translation>CSRの鍵または署名が要件を満たしていません。新しい鍵でCSRを作成してください。</translation>
    </message>
    <message>
        <source>The same request already exists.</source>
        <translation>同じ内容の申請がすでにあります。</translation>
    </message>
    <message>
        <source>The product, language or another choice is wrong. Please request again.</source>
        <translation>製品・言語などの選択に誤りがあります。申請し直してください。</translation>
    </message>
    <message>
        <source>Being confirmed with the responsible applicant by telephone.</source>
        <translation>申請責任者に電話で確認中です。</translation>
    </message>
    <message>
        <source>The right to use the domain is being confirmed.</source>
        <translation>ドメインの使用権を確認中です。</translation>
    </message>
    <message>
        <source>Waiting for documents.</source>
        <translation>書類の到着を待っています。</translation>
    </message>
    <message>
        <source>Confirmed with the responsible applicant by telephone.</source>
        <translation>申請責任者に電話で確認しました。</translation>
    </message>
    <message>
        <source>Confirmed with the procedure contact by e-mail.</source>
        <translation>手続き担当者にメールで確認しました。</translation>
    </message>
    <message>
        <source>I reviewed the warnings and see no objection to issuing.</source>
        <translation>警告の内容を確認し、発行に支障がないと判断しました。</translation>
    </message>
    <message>
        <source>Cancelled at the applicant&apos;s request.</source>
        <translation>申請者の希望により取消。</translation>
    </message>
    <message>
        <source>Cancelled as a duplicate of another request.</source>
        <translation>ほかの申請と重複しているため取消。</translation>
    </message>
</context>
<context>
    <name>tegata::ReasonTemplatesDialog</name>
    <message>
        <source>&amp;Add</source>
        <translation>追加(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>編集(&amp;E)</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>削除(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Up</source>
        <translation>上へ(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Down</source>
        <translation>下へ(&amp;D)</translation>
    </message>
    <message>
        <source>My reasons: %1</source>
        <extracomment>%1: an action, as &quot;Reject&quot;</extracomment>
        <translation>理由の定型文：%1</translation>
    </message>
    <message>
        <source>They come before the built-in reasons, in this order. The first nine have the keys 1 to 9.</source>
        <translation>組み込みの定型文より前に、この順で並びます。先頭の9件は1～9のキーで選べます。</translation>
    </message>
    <message>
        <source>My reasons</source>
        <translation>理由の定型文</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
</context>
<context>
    <name>tegata::RecordFinder</name>
    <message>
        <source>%1 · %2</source>
        <extracomment>what the palette found; %1: name of a tab, %2: receipt or serial number</extracomment>
        <translation>%1・%2</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>タブ</translation>
    </message>
    <message>
        <source>Saved search</source>
        <translation>保存した検索</translation>
    </message>
</context>
<context>
    <name>tegata::RecordText</name>
    <message>
        <source>Receipt number</source>
        <translation>受付番号</translation>
    </message>
    <message>
        <source>Names (SAN)</source>
        <translation>名前（SAN）</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>サブジェクト</translation>
    </message>
    <message>
        <source>Key SHA-256</source>
        <translation>鍵のSHA-256</translation>
    </message>
    <message>
        <source>Issuer</source>
        <translation>発行者</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>有効期間の開始</translation>
    </message>
    <message>
        <source>To be revoked on</source>
        <translation>失効予定日時</translation>
    </message>
    <message>
        <source>Renews</source>
        <translation>更新元のシリアル番号</translation>
    </message>
</context>
<context>
    <name>tegata::RegistrationFileDialog</name>
    <message>
        <source>Registered data from a file</source>
        <translation>登録情報ファイル</translation>
    </message>
    <message>
        <source>This site does not provide the registered organisations and domains. Choose a file that contains them, and requests are compared with it on this computer. A copy is kept: load the file again after changes.</source>
        <translation>このサイトは、登録済みの申請法人とドメインを提供しません。それらを収めたファイルを指定すると、このコンピューターで申請と照合します。写しを保存するため、ファイルを変更したときは読み込み直してください。</translation>
    </message>
    <message>
        <source>Used now</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>&amp;File (JSON):</source>
        <translation>ファイル（JSON）(&amp;F)：</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>参照(&amp;B)…</translation>
    </message>
    <message>
        <source>&amp;Use this file</source>
        <translation>このファイルを使う(&amp;U)</translation>
    </message>
    <message>
        <source>Use &amp;no file</source>
        <translation>使わない(&amp;N)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>File with registered data</source>
        <translation>登録情報のファイル</translation>
    </message>
    <message>
        <source>Browse</source>
        <translation>参照</translation>
    </message>
    <message>
        <source>Use this file</source>
        <translation>このファイルを使う</translation>
    </message>
    <message>
        <source>Use none</source>
        <translation>使わない</translation>
    </message>
    <message>
        <source>None: organisation and domains are not compared.</source>
        <translation>なし：申請法人とドメインは照合しません。</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>使用開始</translation>
    </message>
    <message>
        <source>Organisations</source>
        <translation>申請法人</translation>
    </message>
    <message>
        <source>Domains</source>
        <translation>申請ドメイン</translation>
    </message>
    <message>
        <source>Choose the file with registered data</source>
        <translation>登録情報ファイルの選択</translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation>JSONファイル (*.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>すべてのファイル (*)</translation>
    </message>
    <message>
        <source>The file does not contain registered data in the expected form: %1.</source>
        <translation>このファイルは登録情報の形式ではありません：%1</translation>
    </message>
</context>
<context>
    <name>tegata::RenewalDialog</name>
    <message>
        <source>Renewal</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Renew the contract</source>
        <translation>契約の更新</translation>
    </message>
    <message>
        <source>Sign in to the application site. The registered data becomes a draft, in which you change what is different.</source>
        <translation>申請サイトにログインしてください。登録情報をもとに下書きを作ります。変わったところだけを直してください。</translation>
    </message>
    <message>
        <source>&amp;Login ID:</source>
        <translation>ログインID(&amp;L)：</translation>
    </message>
    <message>
        <source>&amp;Password:</source>
        <translation>パスワード(&amp;P)：</translation>
    </message>
    <message>
        <source>&amp;Name of the draft (for you only):</source>
        <translation>下書きの名前（自分用）(&amp;N)：</translation>
    </message>
    <message>
        <source>&amp;Start renewal</source>
        <translation>更新を始める(&amp;S)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Login ID</source>
        <translation>ログインID</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>Name of the draft</source>
        <translation>下書きの名前</translation>
    </message>
    <message>
        <source>Buttons</source>
        <translation>ボタン</translation>
    </message>
    <message>
        <source>Start renewal</source>
        <translation>更新を始める</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>ログイン</translation>
    </message>
    <message>
        <source>The contact who has signed in sends a renewal. Sign in to the application site, then send it again.</source>
        <translation>更新のお申し込みは、ログインした手続き担当者が送信します。申請サイトにログインしてから、もう一度送信してください。</translation>
    </message>
    <message>
        <source>&amp;Sign in</source>
        <translation>ログイン(&amp;S)</translation>
    </message>
    <message>
        <source>Withdraw the renewal</source>
        <translation>更新のお申し込みの取り下げ</translation>
    </message>
    <message>
        <source>The certification authority then stops working on the renewal. This cannot be undone. Enter the login ID and the password that it was sent with.</source>
        <translation>取り下げると認証局は審査を中止します。元に戻すことはできません。更新を申し込んだときのログインIDとパスワードを入力してください。</translation>
    </message>
    <message>
        <source>&amp;Withdraw</source>
        <translation>取り下げる(&amp;W)</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>取り下げる</translation>
    </message>
    <message>
        <source>Login ID or password is wrong.
Enter both again. Check capital letters, and turn the Japanese input method off.</source>
        <translation>ログインIDまたはパスワードが違います。
大文字・小文字と日本語入力の状態を確認して、もう一度入力してください。</translation>
    </message>
</context>
<context>
    <name>tegata::RequestActions</name>
    <message>
        <source>No request is selected.</source>
        <translation>申請が選択されていません。</translation>
    </message>
    <message>
        <source>No certificate is selected.</source>
        <translation>証明書が選択されていません。</translation>
    </message>
    <message>
        <source>Not connected to the site.</source>
        <translation>サイトに接続していません。</translation>
    </message>
    <message>
        <source>Only a valid certificate can be revoked.</source>
        <translation>失効できるのは有効な証明書だけです。</translation>
    </message>
    <message>
        <source>Locked.</source>
        <translation>ロック中です。</translation>
    </message>
    <message>
        <source>Not possible in the state “%1”.</source>
        <translation>状態が「%1」のため、操作できません。</translation>
    </message>
    <message>
        <source>&amp;Approve</source>
        <translation>承認(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Reject…</source>
        <translation>却下(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Hold…</source>
        <translation>保留(&amp;H)…</translation>
    </message>
    <message>
        <source>Re&amp;lease</source>
        <translation>担当・保留の解除(&amp;L)</translation>
    </message>
    <message>
        <source>Re&amp;voke…</source>
        <translation>失効(&amp;V)…</translation>
    </message>
    <message>
        <source>&amp;Save certificate (PEM)…</source>
        <translation>証明書を保存（PEM）(&amp;S)…</translation>
    </message>
    <message>
        <source>Save with cha&amp;in (PEM)…</source>
        <translation>チェーン付きで保存（PEM）(&amp;I)…</translation>
    </message>
    <message>
        <source>The check found errors, so it cannot be approved.</source>
        <translation>確認結果にエラーがあるため、承認できません。</translation>
    </message>
    <message>
        <source>Cancel re&amp;quest…</source>
        <translation>取消(&amp;Q)…</translation>
    </message>
    <message>
        <source>&amp;Claim</source>
        <translation>担当する(&amp;C)</translation>
    </message>
    <message>
        <source>No revocation is scheduled.</source>
        <translation>失効の予約はありません。</translation>
    </message>
    <message>
        <source>Another operator has claimed it (%1). Ask for the claim to be released first.</source>
        <translation>ほかのオペレーター（%1）が担当しています。先に担当を外すよう依頼してください。</translation>
    </message>
    <message>
        <source>Multiple approvals: you have already approved it (%1 of %2). Another operator must approve it.</source>
        <extracomment>%1 of %2 approvals are given</extracomment>
        <translation>複数承認：あなたはすでに承認しました（%1/%2）。ほかのオペレーターの承認が必要です。</translation>
    </message>
    <message>
        <source>Multiple approvals: you edited it last. Another operator must approve it.</source>
        <translation>複数承認：最後に編集したのはあなたです。ほかのオペレーターの承認が必要です。</translation>
    </message>
    <message>
        <source>&amp;Edit…</source>
        <translation>編集(&amp;E)…</translation>
    </message>
    <message>
        <source>Internal &amp;note…</source>
        <translation>内部メモ(&amp;N)…</translation>
    </message>
    <message>
        <source>Cancel scheduled revoca&amp;tion</source>
        <translation>失効予約の解除(&amp;T)</translation>
    </message>
    <message>
        <source>You have claimed it already.</source>
        <translation>すでに担当しています。</translation>
    </message>
    <message>
        <source>The site refused the operator certificate.</source>
        <translation>サイトがオペレーター証明書を拒否しました。</translation>
    </message>
    <message>
        <source>At this site a claim cannot be released.</source>
        <translation>このサイトでは、いったん担当すると外せません。</translation>
    </message>
    <message>
        <source>It is on hold. Release it first; then it can be revoked for another reason.</source>
        <translation>保留中です。先に保留を解除すると、別の理由で失効できます。</translation>
    </message>
    <message>
        <source>It is on hold, and this site cannot release it.</source>
        <translation>保留中ですが、このサイトでは保留を解除できません。</translation>
    </message>
    <message>
        <source>The certificate is not on hold.</source>
        <translation>この証明書は保留中ではありません。</translation>
    </message>
    <message>
        <source>Release fro&amp;m hold…</source>
        <translation>保留の解除(&amp;M)…</translation>
    </message>
    <message>
        <source>It is revoked already, and its reason cannot be raised.</source>
        <translation>すでに失効しており、失効理由を引き上げることはできません。</translation>
    </message>
</context>
<context>
    <name>tegata::RequestDetailPane</name>
    <message>
        <source>Details of the request</source>
        <translation>申請の詳細</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>サブジェクト</translation>
    </message>
    <message>
        <source>Names (SAN)</source>
        <translation>名前（SAN）</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>鍵</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>申請</translation>
    </message>
    <message>
        <source>History</source>
        <translation>履歴</translation>
    </message>
    <message>
        <source>CSR</source>
        <translation>CSR</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>テキスト</translation>
    </message>
    <message>
        <source>PEM</source>
        <translation>PEM</translation>
    </message>
    <message>
        <source>CSR as text</source>
        <translation>CSR（テキスト）</translation>
    </message>
    <message>
        <source>CSR as PEM</source>
        <translation>CSR (PEM)</translation>
    </message>
    <message>
        <source>Comments and history are shown while connected to the site.</source>
        <translation>コメントと履歴は、サイトに接続しているときに表示します。</translation>
    </message>
    <message>
        <source>Japanese subject</source>
        <translation>日本語サブジェクト</translation>
    </message>
    <message>
        <source>English subject</source>
        <translation>英語サブジェクト</translation>
    </message>
    <message>
        <source>State: %1 → %2.</source>
        <translation>状態：%1 → %2</translation>
    </message>
    <message>
        <source>DNS</source>
        <translation>DNS</translation>
    </message>
    <message>
        <source>None requested</source>
        <translation>指定なし</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>SHA-256 of the key</source>
        <translation>公開鍵のSHA-256</translation>
    </message>
    <message>
        <source>Signature of the CSR</source>
        <translation>CSRの署名</translation>
    </message>
    <message>
        <source>%1, verified</source>
        <extracomment>%1: signature algorithm</extracomment>
        <translation>%1（検証済み）</translation>
    </message>
    <message>
        <source>%1, not valid</source>
        <translation>%1（正しくありません）</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>確認しています…</translation>
    </message>
    <message>
        <source>Receipt number</source>
        <translation>受付番号</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>処理期限</translation>
    </message>
    <message>
        <source>Renewal of</source>
        <translation>更新元の証明書</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>シリアル番号</translation>
    </message>
    <message>
        <source>Claimed by</source>
        <translation>担当</translation>
    </message>
    <message>
        <source>Procedure contact</source>
        <translation>手続き担当者</translation>
    </message>
    <message>
        <source>Contact&apos;s e-mail</source>
        <translation>手続き担当者の E-mail</translation>
    </message>
    <message>
        <source>Issue notice e-mail</source>
        <translation>発行通知 E-mail</translation>
    </message>
    <message>
        <source>Contact&apos;s comment</source>
        <translation>手続き担当者のコメント</translation>
    </message>
    <message>
        <source>Hold comment</source>
        <translation>保留コメント</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Submitted on</source>
        <translation>申請日時</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>%1: approvals given, %2: approvals needed</extracomment>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>Internal notes</source>
        <translation>内部メモ</translation>
    </message>
    <message>
        <source>Cannot be approved: the site&apos;s check found errors.</source>
        <translation>承認できません：サイトの確認結果にエラーがあります。</translation>
    </message>
    <message numerus="yes">
        <source>%n warnings: give a reason to approve.</source>
        <translation>
            <numerusform>警告%n件：承認するには理由が必要です。</numerusform>
        </translation>
    </message>
    <message>
        <source>The check could not be made on this computer.</source>
        <translation>このコンピューターでは確認できませんでした。</translation>
    </message>
    <message>
        <source>Ready to approve</source>
        <translation>承認できます</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>承認</translation>
    </message>
    <message>
        <source>Edited last by</source>
        <translation>最終編集者</translation>
    </message>
    <message>
        <source>Submitted with the CSR</source>
        <translation>CSRとともに送信された情報</translation>
    </message>
    <message>
        <source>What the profile will issue</source>
        <translation>プロファイルが発行する内容</translation>
    </message>
    <message>
        <source>Ready to approve as far as checked. Names, usages and validity were not checked.</source>
        <translation>確認した範囲では承認できます。名前・用途・有効期間は確認していません。</translation>
    </message>
    <message>
        <source>Your action was not done.</source>
        <translation>操作は行われませんでした。</translation>
    </message>
    <message>
        <source>Comments and history as of %1, not refreshed.</source>
        <extracomment>%1: date and time</extracomment>
        <translation>コメントと履歴は %1 時点のものです（更新されていません）。</translation>
    </message>
    <message>
        <source>due %1</source>
        <extracomment>%1: day by which the request is to be decided</extracomment>
        <translation>処理期限 %1</translation>
    </message>
    <message numerus="yes">
        <source>Cannot be approved, %n error(s)</source>
        <translation>
            <numerusform>承認できません。エラーが%n件あります</numerusform>
        </translation>
    </message>
    <message>
        <source>Approve with a reason…</source>
        <translation>理由を入力して承認…</translation>
    </message>
</context>
<context>
    <name>tegata::ReviewFindings</name>
    <message>
        <source>Findings (Enter goes to the field)</source>
        <translation>確認結果の一覧（Enterでその項目へ移動します）</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>項目</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>確認結果</translation>
    </message>
    <message>
        <source>Remedy</source>
        <translation>対処</translation>
    </message>
</context>
<context>
    <name>tegata::ReviewPage</name>
    <message>
        <source>Findings</source>
        <translation>確認結果</translation>
    </message>
    <message>
        <source>Changes from the registered data</source>
        <translation>登録情報からの変更</translation>
    </message>
    <message>
        <source>Whole form</source>
        <translation>お申し込み内容の全体</translation>
    </message>
    <message>
        <source>You can send despite warnings if you give a reason. It is kept with the application.</source>
        <translation>警告があっても、理由を入力すればお申し込みいただけます。理由はお申し込みとともに保存されます。</translation>
    </message>
    <message>
        <source>Errors: %1 · Warnings: %2 · Notes: %3</source>
        <translation>エラー：%1 ・警告：%2 ・参考：%3</translation>
    </message>
    <message>
        <source>Selected finding</source>
        <translation>選択した確認結果</translation>
    </message>
</context>
<context>
    <name>tegata::RevocationFlow</name>
    <message>
        <source>Revocation scheduled for %1: %2</source>
        <translation>%1 に失効を予約しました：%2</translation>
    </message>
    <message>
        <source>Certificate put on hold: %1</source>
        <translation>証明書を保留にしました：%1</translation>
    </message>
    <message>
        <source>Revoked: %1</source>
        <translation>失効しました：%1</translation>
    </message>
    <message>
        <source>Scheduled revocation cancelled: %1</source>
        <translation>失効予約を解除しました：%1</translation>
    </message>
    <message>
        <source>Release from hold</source>
        <translation>保留の解除</translation>
    </message>
    <message>
        <source>Release %1 (serial number %2) from hold? It is valid again from then on.</source>
        <extracomment>%1: common name, %2: serial number</extracomment>
        <translation>%1（シリアル番号 %2）の保留を解除しますか。解除すると再び有効になります。</translation>
    </message>
    <message>
        <source>&amp;Release</source>
        <translation>解除(&amp;R)</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>Released from hold: %1</source>
        <translation>保留を解除しました：%1</translation>
    </message>
    <message>
        <source>Reason raised to key compromise: %1</source>
        <translation>失効理由を「鍵の危殆化」に引き上げました：%1</translation>
    </message>
</context>
<context>
    <name>tegata::RevocationForm</name>
    <message>
        <source>Reason and time of the revocation</source>
        <translation>失効の理由と日時</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>&amp;%1  %2</source>
        <extracomment>a mnemonic digit, and the reason</extracomment>
        <translation>&amp;%1  %2</translation>
    </message>
    <message>
        <source>Revoke &amp;later, on</source>
        <translation>日時を指定して失効(&amp;L)</translation>
    </message>
    <message>
        <source>Revoke later</source>
        <translation>日時を指定して失効</translation>
    </message>
    <message>
        <source>When to revoke</source>
        <translation>失効する日時</translation>
    </message>
    <message>
        <source>&amp;Note (optional)</source>
        <translation>メモ（任意）(&amp;N)</translation>
    </message>
    <message>
        <source>Note (optional)</source>
        <translation>メモ（任意）</translation>
    </message>
</context>
<context>
    <name>tegata::RevocationListModel</name>
    <message>
        <source>Checking</source>
        <translation>確認中</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>実行できます</translation>
    </message>
    <message>
        <source>Needs a reason</source>
        <translation>理由が必要</translation>
    </message>
    <message>
        <source>Cannot be revoked</source>
        <translation>失効できません</translation>
    </message>
    <message>
        <source>Being sent</source>
        <translation>送信中</translation>
    </message>
    <message>
        <source>Needs your decision</source>
        <translation>判断待ち</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>Refused by the site</source>
        <translation>サイトが拒否しました</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>Replacement</source>
        <translation>更新後の証明書</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>%1: date and time, %2: how long that is from now</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Searching</source>
        <translation>検索中</translation>
    </message>
    <message>
        <source>None: the host needs a new certificate first</source>
        <translation>なし：先に新しい証明書が必要です</translation>
    </message>
    <message>
        <source>Not as it was shown</source>
        <translation>表示した内容と異なります</translation>
    </message>
</context>
<context>
    <name>tegata::RevokeDialog</name>
    <message>
        <source>Revoke this certificate?</source>
        <translation>証明書を失効しますか</translation>
    </message>
    <message>
        <source>Revoke this certificate? This cannot be undone.</source>
        <translation>この証明書を失効しますか。失効すると元に戻せません。</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>シリアル番号</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>サブジェクト</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>有効期限</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>証明書</translation>
    </message>
    <message>
        <source>&amp;Revoke</source>
        <translation>失効する(&amp;R)</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>Buttons</source>
        <translation>ボタン</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>失効する</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>検索しています…</translation>
    </message>
    <message>
        <source>None: there is no replacement.</source>
        <translation>なし：更新後の証明書がありません。</translation>
    </message>
    <message>
        <source>%1, valid until %2</source>
        <extracomment>%1: serial number, %2: end of its validity</extracomment>
        <translation>%1、有効期限 %2</translation>
    </message>
    <message>
        <source>This certificate: it is in use.</source>
        <translation>この証明書（使用中）</translation>
    </message>
    <message>
        <source>Another certificate: %1</source>
        <translation>別の証明書：%1</translation>
    </message>
    <message>
        <source>Revoke this certificate on %1?</source>
        <translation>%1 にこの証明書を失効しますか。</translation>
    </message>
    <message>
        <source>Replacement</source>
        <translation>更新後の証明書</translation>
    </message>
    <message>
        <source>Revocation scheduled for</source>
        <translation>失効予定日時</translation>
    </message>
    <message>
        <source>It may be in use. To revoke it, &amp;type its name: %1</source>
        <translation>使用中の可能性があります。失効するには、次の名前を入力してください：%1(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Schedule</source>
        <translation>予約(&amp;S)</translation>
    </message>
    <message>
        <source>Name of the certificate</source>
        <translation>証明書の名前</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>予約</translation>
    </message>
    <message>
        <source>Put this certificate on hold? It counts as revoked until it is released.</source>
        <translation>この証明書を保留にしますか。解除するまで、失効した証明書として扱われます。</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <extracomment>%1: names of hosts</extracomment>
        <translation>
            <numerusform>%1 ほか%n件</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1: names of hosts, %2: what they serve</extracomment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Live certificate</source>
        <translation>稼働中の証明書</translation>
    </message>
    <message>
        <source>It is in use. To revoke it, &amp;type its name: %1</source>
        <translation>使用中です。失効するには、名前を入力してください：%1(&amp;T)</translation>
    </message>
    <message>
        <source>Raise reason of revocation</source>
        <translation>失効理由の引き上げ</translation>
    </message>
    <message>
        <source>Raise the reason of this revocation to key compromise? The key can never be used again. This cannot be undone.</source>
        <translation>この失効の理由を「鍵の危殆化」に引き上げますか。この鍵は二度と使えなくなります。引き上げると元に戻せません。</translation>
    </message>
    <message>
        <source>&amp;Raise reason</source>
        <translation>理由を引き上げる(&amp;R)</translation>
    </message>
    <message>
        <source>Raise reason</source>
        <translation>理由を引き上げる</translation>
    </message>
</context>
<context>
    <name>tegata::RuleDialog</name>
    <message>
        <source>Rule %1</source>
        <extracomment>%1: its number, &quot;V6&quot;</extracomment>
        <translation>規則 %1</translation>
    </message>
    <message>
        <source>No further words are kept for this rule.</source>
        <translation>この規則の説明はありません。</translation>
    </message>
    <message>
        <source>Source: %1</source>
        <extracomment>%1: a publication and its section</extracomment>
        <translation>出典：%1</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>tegata::RuleText</name>
    <message>
        <source>A validation of a domain may be used again for 200 days, of an organisation for 398 days. For domains it is 100 days from 2027-03-15 and 10 days from 2029-03-15.</source>
        <translation>確認結果を再び使える期間は、ドメインが200日、申請法人が398日です。ドメインは2027-03-15から100日、2029-03-15から10日になります。</translation>
    </message>
    <message>
        <source>Before a certificate is issued, control of each name is proved by an accepted method, and its CAA records must allow the certification authority. A failed look-up never permits the issue.</source>
        <translation>発行の前に、認められた方法で名前ごとに管理権限を確認します。CAAレコードは認証局の発行を許可していなければなりません。参照に失敗した場合は発行できません。</translation>
    </message>
    <message>
        <source>The subject names the organisation (O), the country (C) and the locality or the state (L, S). A common name repeats one of the names (SAN) character for character; OU must not be present. Each value has an upper bound in characters.</source>
        <translation>サブジェクトには組織名（O）、国名（C）、市区町村名または都道府県名（L、S）が必要です。コモンネームはSANの1つと1文字も違わず同じにします。OUは使えません。各値には文字数の上限があります。</translation>
    </message>
    <message>
        <source>An EV certificate names the kind of business, the registration number and the jurisdiction. It has no wildcards, and no single person both validates and authorises it.</source>
        <translation>EV証明書には事業の種別、登記番号、設立管轄地を記載します。ワイルドカードは使えません。1人で確認と承認の両方を行うことはできません。</translation>
    </message>
    <message>
        <source>Keys are RSA of 2048 bits or more, or EC P-256, P-384 or P-521. Known weak and compromised keys are refused. The signature of the CSR uses SHA-256 or better and verifies. A key belongs to one organisation, and a renewal should bring a new one.</source>
        <translation>鍵はRSA 2048ビット以上、またはEC P-256・P-384・P-521です。弱い鍵や危殆化した鍵は使えません。CSRの署名はSHA-256以上で、検証に成功しなければなりません。鍵は1つの申請法人だけのもので、更新では新しい鍵を使ってください。</translation>
    </message>
    <message>
        <source>Names (SAN) are host names of letters, digits and hyphens, without a dot at the end and not internal. A wildcard is the whole leftmost label, never for EV and never directly below a public suffix.</source>
        <translation>名前（SAN）は英数字とハイフンのホスト名です。末尾のドットと内部名は使えません。ワイルドカードは左端のラベル全体だけに使えます。EVと、パブリックサフィックスの直下では使えません。</translation>
    </message>
    <message>
        <source>A name belongs to the domain directly below its public suffix, and that domain has to be registered for the customer.</source>
        <translation>名前は、パブリックサフィックスのすぐ下のドメインに属します。そのドメインがお客様のものとして登録されていなければなりません。</translation>
    </message>
    <message>
        <source>Labels directly below .jp have 3 to 63 ASCII characters, or 1 to 15 Japanese ones.</source>
        <translation>.jpの直下のラベルは、ASCIIで3～63文字、日本語で1～15文字です。</translation>
    </message>
    <message>
        <source>A corporate number has 13 digits; the first is a check digit over the other 12.</source>
        <translation>法人番号は13桁です。先頭の1桁は残り12桁の検査用数字です。</translation>
    </message>
    <message>
        <source>A registered trade name is written in Japanese script, letters A–Z, digits and a few symbols. Abbreviations such as ㈱ are never its legal spelling.</source>
        <translation>登記の商号に使えるのは、日本文字、ローマ字、数字と一部の記号です。㈱などの略記は登記の名称ではありません。</translation>
    </message>
    <message>
        <source>Texts are kept in the composed form (NFC). Look-alike and invisible characters are pointed out and never replaced silently.</source>
        <translation>文字は合成済みの形（NFC）で保持します。よく似た文字や見えない文字は指摘し、黙って置き換えることはありません。</translation>
    </message>
    <message>
        <source>English subject fields have at most 64 half-width characters: letters, digits and symbols except &quot; # ; +.</source>
        <translation>英語のサブジェクトの各項目は半角64文字以内です。英数字と、&quot; # ; + を除く記号が使えます。</translation>
    </message>
    <message>
        <source>A server certificate has the extended key usage serverAuth alone, the key usages that fit its key, and a serial number of at least 64 random bits.</source>
        <translation>サーバ証明書の拡張鍵用途はserverAuthだけです。鍵用途は鍵に合ったもの、シリアル番号は64ビット以上の乱数です。</translation>
    </message>
</context>
<context>
    <name>tegata::SecretField</name>
    <message>
        <source>Strength of the password</source>
        <translation>パスワードの強さ</translation>
    </message>
    <message>
        <source>very weak</source>
        <translation>とても弱い</translation>
    </message>
    <message>
        <source>weak</source>
        <translation>弱い</translation>
    </message>
    <message>
        <source>fair</source>
        <translation>普通</translation>
    </message>
    <message>
        <source>good</source>
        <translation>強い</translation>
    </message>
    <message>
        <source>strong</source>
        <translation>とても強い</translation>
    </message>
    <message>
        <source>Strength: %1</source>
        <extracomment>how strong the password is: &quot;weak&quot;, &quot;strong&quot; …</extracomment>
        <translation>強さ：%1</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隠す</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>Hide the password</source>
        <translation>パスワードを隠す</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>パスワードを表示</translation>
    </message>
    <message>
        <source>Password: %1</source>
        <translation>パスワード：%1</translation>
    </message>
</context>
<context>
    <name>tegata::SelectionBar</name>
    <message>
        <source>Selected rows</source>
        <translation>選択した行</translation>
    </message>
    <message numerus="yes">
        <source>%n chosen</source>
        <translation>
            <numerusform>%n件を選択中</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n passed</source>
        <translation>
            <numerusform>問題なし%n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with warnings</source>
        <translation>
            <numerusform>警告%n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with errors</source>
        <translation>
            <numerusform>エラー%n</numerusform>
        </translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>解除</translation>
    </message>
    <message>
        <source>Clear the selection</source>
        <translation>選択を解除</translation>
    </message>
    <message>
        <source>Clear the selection (Esc)</source>
        <translation>選択を解除（Esc）</translation>
    </message>
    <message numerus="yes">
        <source>Approve %n…</source>
        <extracomment>the button of a bar for several rows; %n: how many</extracomment>
        <translation>
            <numerusform>%n件を承認…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tegata::SendPanel</name>
    <message>
        <source>Send the application</source>
        <translation>お申し込みの送信</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Do &amp;not send</source>
        <translation>送信をやめる(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Refresh the state</source>
        <translation>状態を更新(&amp;R)</translation>
    </message>
    <message>
        <source>With&amp;draw…</source>
        <translation>取り下げ(&amp;D)…</translation>
    </message>
    <message>
        <source>Language of the PDF</source>
        <translation>PDFの言語</translation>
    </message>
    <message>
        <source>Save &amp;PDF…</source>
        <translation>PDFを保存(&amp;P)…</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>&amp;Send now…</source>
        <translation>今すぐ送信(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Send…</source>
        <translation>送信(&amp;S)…</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>取り下げる</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>今すぐ送信</translation>
    </message>
    <message>
        <source>Receipt number %1 · state: %2</source>
        <translation>受付番号 %1 ・状態：%2</translation>
    </message>
    <message>
        <source>Received %1</source>
        <translation>受付日時 %1</translation>
    </message>
    <message>
        <source>The service desk will contact you about the length of the name.</source>
        <translation>法人名の文字数について、SureHandsOn係からご連絡します。</translation>
    </message>
    <message>
        <source>From the certification authority: %1</source>
        <translation>認証局からの連絡：%1</translation>
    </message>
    <message>
        <source>A draft: not sent yet.</source>
        <translation>下書きです。まだ送信していません。</translation>
    </message>
    <message>
        <source>Waiting: the connection is back. It is sent when you confirm.</source>
        <translation>送信待ち：接続が回復しました。確認すると送信されます。</translation>
    </message>
    <message>
        <source>Waiting: no connection. You confirm once more before it is sent.</source>
        <translation>送信待ち：接続がありません。送信の前にもう一度確認します。</translation>
    </message>
    <message>
        <source>Being sent: waiting for the site&apos;s answer. It is never accepted twice.</source>
        <translation>送信中：サイトの応答を待っています。二重に受け付けられることはありません。</translation>
    </message>
    <message>
        <source>Withdraw the application %1? The certification authority stops working on it. This cannot be undone. You need the login password of the application.</source>
        <translation>受付番号 %1 のお申し込みを取り下げますか。認証局は審査を中止します。元に戻すことはできません。お申し込み時のログインパスワードが必要です。</translation>
    </message>
    <message>
        <source>The login password is sent with it once and then removed from the draft.</source>
        <translation>ログインパスワードは一度だけ送信され、その後下書きから削除されます。</translation>
    </message>
    <message>
        <source>Warnings sent with your reason: %1</source>
        <translation>理由を付けて送信する警告：%1件</translation>
    </message>
    <message>
        <source>There is no connection. It will wait, and you confirm once more before it is sent.</source>
        <translation>接続がありません。送信待ちになり、送信の前にもう一度確認します。</translation>
    </message>
    <message>
        <source>The draft is read-only here: it cannot be sent from this window.</source>
        <translation>この下書きは読み取り専用です。この画面からは送信できません。</translation>
    </message>
    <message>
        <source>It cannot be sent yet. Errors to fix: %1</source>
        <translation>まだ送信できません。修正が必要なエラー：%1件</translation>
    </message>
    <message>
        <source>Lan&amp;guage of the PDF</source>
        <translation>PDFの言語(&amp;G)</translation>
    </message>
    <message>
        <source>Send the application of %1 (domains: %2, operators: %3)? After that you cannot change the form here.</source>
        <translation>%1 のお申し込み（ドメイン%2件、オペレーター%3名）を送信しますか。送信後は、この画面で内容を変更できません。</translation>
    </message>
</context>
<context>
    <name>tegata::SettingsDialog</name>
    <message>
        <source>&amp;Approve without asking when all checks passed</source>
        <translation>確認結果に問題がない申請は、そのまま承認する(&amp;A)</translation>
    </message>
    <message>
        <source>Check the &amp;live certificate of the host</source>
        <translation>ホストの稼働中の証明書を確認する(&amp;L)</translation>
    </message>
    <message>
        <source>Check &amp;CAA records in DNS</source>
        <translation>DNSのCAAレコードを確認する(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;New requests</source>
        <translation>新しい申請(&amp;N)</translation>
    </message>
    <message>
        <source>Requests that changed after &amp;my decision</source>
        <translation>判断した後に内容が変わった申請(&amp;M)</translation>
    </message>
    <message>
        <source>Offline actions that &amp;were sent</source>
        <translation>オフライン中の操作の送信完了(&amp;W)</translation>
    </message>
    <message>
        <source>Certificates that &amp;expire soon</source>
        <translation>有効期限が近い証明書(&amp;E)</translation>
    </message>
    <message>
        <source>With &amp;sound</source>
        <translation>音を鳴らす(&amp;S)</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>作業</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>判断材料</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Lan&amp;guage:</source>
        <translation>言語(&amp;G)：</translation>
    </message>
    <message>
        <source>&amp;Time to undo a decision:</source>
        <translation>判断を元に戻せる時間(&amp;T)：</translation>
    </message>
    <message>
        <source> seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>no undo</source>
        <translation>元に戻さない</translation>
    </message>
    <message>
        <source>Loc&amp;k when idle for:</source>
        <translation>操作がないときロックするまで(&amp;K)：</translation>
    </message>
    <message>
        <source> minutes</source>
        <translation>分</translation>
    </message>
    <message>
        <source>never</source>
        <translation>ロックしない</translation>
    </message>
    <message>
        <source>&amp;Port of the host:</source>
        <translation>ホストのポート(&amp;P)：</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>&amp;Defaults</source>
        <translation>既定値(&amp;D)</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外観</translation>
    </message>
    <message>
        <source>C&amp;olours:</source>
        <translation>配色(&amp;O)：</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>システムに合わせる</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>ライト</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>ダーク</translation>
    </message>
    <message>
        <source>&amp;Rows:</source>
        <translation>行の高さ(&amp;R)：</translation>
    </message>
    <message>
        <source>Standard height</source>
        <translation>標準</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>コンパクト</translation>
    </message>
    <message>
        <source>Te&amp;xt size:</source>
        <translation>文字の大きさ(&amp;X)：</translation>
    </message>
</context>
<context>
    <name>tegata::SiteChangeDialog</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Application site</source>
        <translation>申請サイト</translation>
    </message>
    <message>
        <source>Operator site</source>
        <translation>オペレーターサイト</translation>
    </message>
    <message>
        <source>Examiner site</source>
        <translation>審査サイト</translation>
    </message>
    <message>
        <source>Trusted authorities (SHA-256)</source>
        <translation>信頼する認証局（SHA-256）</translation>
    </message>
    <message>
        <source>The file changes a known site</source>
        <translation>登録済みサイトの変更</translation>
    </message>
    <message>
        <source>The file changes the site “%1”, which is already registered here. Changing the address or the trusted CAs decides where your work and your signatures go.</source>
        <translation>このファイルは、登録済みのサイト「%1」の内容を変更します。アドレスや信頼する認証局が変わると、操作や署名の送信先も変わります。</translation>
    </message>
    <message>
        <source>Compare the fingerprints with those the certification authority gave you by phone or on paper. If you are not sure, keep the current settings.</source>
        <translation>電話や書面など別の手段で認証局から受け取ったフィンガープリントと照合してください。確認できないときは、現在の登録を残してください。</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>項目</translation>
    </message>
    <message>
        <source>Current</source>
        <translation>現在の登録</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>ファイルの内容</translation>
    </message>
    <message>
        <source>%1: current %2, in the file %3</source>
        <translation>%1:現在の登録 %2、ファイルの内容 %3</translation>
    </message>
    <message>
        <source>&amp;Change the site</source>
        <translation>サイトを変更する(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Keep current settings</source>
        <translation>現在の登録を残す(&amp;K)</translation>
    </message>
    <message>
        <source>What the file changes</source>
        <translation>ファイルによる変更点</translation>
    </message>
</context>
<context>
    <name>tegata::SitePolicyDialog</name>
    <message>
        <source>Check policy of this site</source>
        <translation>このサイトの確認ポリシー</translation>
    </message>
    <message>
        <source>Rules of the policy</source>
        <translation>ポリシーの規則</translation>
    </message>
    <message>
        <source>&amp;Outcome:</source>
        <translation>扱い(&amp;O)：</translation>
    </message>
    <message>
        <source>&amp;Reason:</source>
        <translation>理由(&amp;R)：</translation>
    </message>
    <message>
        <source>Outcome of the selected rule</source>
        <translation>選択した規則の扱い</translation>
    </message>
    <message>
        <source>Reason for the outcome of the selected rule</source>
        <translation>選択した規則の扱いの理由</translation>
    </message>
    <message>
        <source>As &amp;shipped</source>
        <translation>標準に戻す(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;All as shipped</source>
        <translation>すべて標準に戻す(&amp;A)</translation>
    </message>
    <message>
        <source>Sa&amp;ve</source>
        <translation>保存(&amp;V)</translation>
    </message>
    <message>
        <source>Requests are checked against the policy %1, version %2.</source>
        <extracomment>%1: name of a policy, %2: its version</extracomment>
        <translation>申請はポリシー %1（版 %2）で確認されます。</translation>
    </message>
    <message>
        <source>The site uses it too; it cannot be changed here.</source>
        <translation>サイトもこのポリシーで確認するため、ここでは変更できません。</translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s) differ from %1, which came with the program.</source>
        <extracomment>%1: name of the policy that came with the program</extracomment>
        <translation>
            <numerusform>標準の %1 と%n件の規則が異なります。</numerusform>
        </translation>
    </message>
    <message>
        <source>It is as it came with the program. What you change is kept for this site alone.</source>
        <translation>標準のままです。変更はこのサイトだけに保存されます。</translation>
    </message>
    <message>
        <source>Close without saving</source>
        <translation>保存せずに閉じる</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Always an error: this rule protects anybody, whoever the authority is.</source>
        <translation>常にエラーです。どの認証局であっても利用者を守るための規則です。</translation>
    </message>
    <message>
        <source>Give a reason: why is the outcome of %1 another one at this site?</source>
        <translation>理由を入力してください。このサイトで %1 の扱いを変えるのはなぜですか。</translation>
    </message>
    <message>
        <source>There are changes that are not saved.</source>
        <translation>保存していない変更があります。</translation>
    </message>
    <message>
        <source>The site&apos;s policy file %1 cannot be used: %2 – %3. Requests are not checked until it is fixed, or saved here.</source>
        <translation>このサイトのポリシーファイル %1 は使えません：%2 – %3。ファイルを直すか、ここで保存するまで、申請は確認されません。</translation>
    </message>
</context>
<context>
    <name>tegata::SiteRefusal</name>
    <message>
        <source>The server&apos;s certificate was not issued by the CA that is trusted for this site.</source>
        <translation>サーバーの証明書は、このサイトで信頼する認証局が発行したものではありません。</translation>
    </message>
    <message>
        <source>Nothing was sent. Check the address. If the CA has a new certificate, add the site again with it and compare its fingerprint.</source>
        <translation>何も送信していません。アドレスを確認してください。認証局の証明書が新しくなった場合は、サイトを追加し直し、フィンガープリントを照合してください。</translation>
    </message>
    <message>
        <source>The site refused the operator certificate.</source>
        <translation>サイトがオペレーター証明書を拒否しました。</translation>
    </message>
    <message>
        <source>It may be from another CA, revoked, expired or on hold. Load the right one, or contact the certification authority.</source>
        <translation>別の認証局のもの、失効、期限切れ、または保留の可能性があります。正しい証明書を読み込むか、認証局に問い合わせてください。</translation>
    </message>
    <message>
        <source>This operator certificate is not registered at the site.</source>
        <translation>このオペレーター証明書はサイトに登録されていません。</translation>
    </message>
    <message>
        <source>Load the certificate of your account there, or ask the certification authority to register this one.</source>
        <translation>サイトのアカウントに対応する証明書を読み込むか、この証明書の登録を認証局に依頼してください。</translation>
    </message>
    <message>
        <source>You are registered at the site, but not as an operator (agent).</source>
        <translation>サイトに登録されていますが、オペレーター（エージェント）の権限がありません。</translation>
    </message>
    <message>
        <source>Ask the certification authority&apos;s administrator for the role, or load another operator certificate.</source>
        <translation>認証局の管理者に権限を依頼するか、別のオペレーター証明書を読み込んでください。</translation>
    </message>
</context>
<context>
    <name>tegata::SitesMenu</name>
    <message>
        <source>&amp;Sites</source>
        <translation>サイト(&amp;S)</translation>
    </message>
</context>
<context>
    <name>tegata::StandingText</name>
    <message>
        <source>Revoked</source>
        <translation>失効</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>期限切れ</translation>
    </message>
    <message>
        <source>Expires today</source>
        <translation>本日が有効期限</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) left</source>
        <translation>
            <numerusform>あと%n日</numerusform>
        </translation>
    </message>
    <message>
        <source>Due for renewal: not renewed yet.</source>
        <translation>更新対象です。まだ更新されていません。</translation>
    </message>
    <message>
        <source>Renewed by another certificate.</source>
        <translation>別の証明書で更新済みです。</translation>
    </message>
    <message>
        <source>The registered data has changed since it was issued: %1.</source>
        <translation>発行後に登録情報が変わりました：%1</translation>
    </message>
    <message>
        <source>No longer within a registered domain: %1.</source>
        <translation>登録済みの申請ドメインに含まれなくなりました：%1</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <extracomment>first and last day of a week</extracomment>
        <translation>%1 ～ %2</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <extracomment>%1: a week</extracomment>
        <translation>%1: %2、%3</translation>
    </message>
    <message numerus="yes">
        <source>%n certificates expire</source>
        <translation>
            <numerusform>%n件が有効期限</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them renewed</source>
        <translation>
            <numerusform>うち%n件は更新済み</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s) due for renewal</source>
        <translation>
            <numerusform>更新対象%n件</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>in a table: the day on which a certificate ends, and how long that is from now</extracomment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Due today</source>
        <translation>今日が処理期限</translation>
    </message>
</context>
<context>
    <name>tegata::StoreTroubleText</name>
    <message numerus="yes">
        <source>The file of decisions that wait to be sent was damaged. %n of them could be read and wait on.</source>
        <translation>
            <numerusform>送信を待つ判断のファイルが壊れていました。読み取れた%n件は引き続き送信を待ちます。</numerusform>
        </translation>
    </message>
    <message>
        <source>Another Tegata works on this profile: here you can look, not decide. Close the other one, then start this one again.</source>
        <translation>別の手形がこのプロファイルを使用中です。ここでは閲覧だけで、判断はできません。もう一方を終了してから、こちらを起動し直してください。</translation>
    </message>
    <message>
        <source>Another program writes the decision log of this profile: here you can look, not decide.</source>
        <translation>別のプログラムがこのプロファイルの判断記録を使用中です。ここでは閲覧だけで、判断はできません。</translation>
    </message>
    <message>
        <source>Nothing can be decided: the file of decisions that wait to be sent cannot be opened. %1 %2</source>
        <extracomment>%1 and %2: what is wrong and what to do, sentences</extracomment>
        <translation>判断できません。送信を待つ判断のファイルを開けません。%1%2</translation>
    </message>
    <message>
        <source>Nothing can be decided: the decision log cannot be opened. %1 %2</source>
        <translation>判断できません。判断記録を開けません。%1%2</translation>
    </message>
    <message>
        <source>The decision log is not the one that was written here: entries up to number %1 are missing or changed.</source>
        <translation>判断記録が、ここで書かれたものと一致しません。%1 番までの記録が失われたか、変更されています。</translation>
    </message>
    <message>
        <source>Nobody can say any more whether the decision log is whole: what tells its end is missing.</source>
        <translation>判断記録の末尾を示す情報が失われたため、記録がすべて揃っているか確認できません。</translation>
    </message>
    <message>
        <source>Compare with the site before you decide again.</source>
        <translation>もう一度判断する前に、サイトの状態と照らし合わせてください。</translation>
    </message>
    <message>
        <source>A new log began and says so. Compare with the site&apos;s audit trail (tegata-cli log compare).</source>
        <translation>新しい判断記録を開始し、その旨を記録しました。サイトの監査証跡と照らし合わせてください（tegata-cli log compare）。</translation>
    </message>
    <message>
        <source>The old file is kept as evidence: %1.</source>
        <translation>元のファイルは証拠として保存してあります：%1。</translation>
    </message>
</context>
<context>
    <name>tegata::SubjectPreviewPanel</name>
    <message>
        <source>Subject of the certificates</source>
        <translation>証明書のサブジェクト</translation>
    </message>
    <message>
        <source>As it will be encoded. You choose Japanese or English for each certificate when you submit its CSR.</source>
        <translation>証明書に入る形です。日本語か英語かは、証明書ごとにCSRを申請するときに選びます。</translation>
    </message>
    <message>
        <source>SureServer, Japanese</source>
        <translation>SureServer（日本語）</translation>
    </message>
    <message>
        <source>SureServer, English</source>
        <translation>SureServer（英語）</translation>
    </message>
    <message>
        <source>SureServer EV, Japanese</source>
        <translation>SureServer EV（日本語）</translation>
    </message>
    <message>
        <source>SureServer EV, English</source>
        <translation>SureServer EV（英語）</translation>
    </message>
</context>
<context>
    <name>tegata::SubscriberPage</name>
    <message>
        <source>The corporation that subscribes to the service.</source>
        <translation>サービスに加入する法人の名称です。</translation>
    </message>
    <message>
        <source>&amp;Copy to the applicant&apos;s legal name</source>
        <translation>申請法人名にコピー(&amp;C)</translation>
    </message>
    <message>
        <source>Copy to the applicant&apos;s legal name</source>
        <translation>申請法人名にコピー</translation>
    </message>
</context>
<context>
    <name>tegata::TextField</name>
    <message>
        <source>Use %1</source>
        <translation>%1 を使う</translation>
    </message>
</context>
<context>
    <name>tegata::ThreePartyPage</name>
    <message>
        <source>Only where certificates are issued on behalf of another corporation, the issuing client. The subscriber obtains the client&apos;s consent to the terms before applying.</source>
        <translation>三社間契約を行う場合はチェックボックスにチェックを入れ、発行依頼者の情報を入力してください。加入者は、発行依頼者から利用特約の内容および締結への同意を取り付けた上で、お申し込みください。</translation>
    </message>
    <message>
        <source>The issuing client</source>
        <translation>発行依頼者</translation>
    </message>
    <message>
        <source>Issuing client: %1</source>
        <translation>発行依頼者：%1</translation>
    </message>
</context>
<context>
    <name>tegata::ToastView</name>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>tegata::UndoBar</name>
    <message>
        <source>Undo</source>
        <extracomment>a button; %1: its key</extracomment>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Undo (%1)</source>
        <translation>元に戻す（%1）</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>今すぐ送信</translation>
    </message>
    <message>
        <source>Show all…</source>
        <translation>送信待ち一覧…</translation>
    </message>
    <message>
        <source>All waiting decisions</source>
        <translation>送信待ちの判断の一覧</translation>
    </message>
    <message>
        <source>Can be undone</source>
        <translation>元に戻せます</translation>
    </message>
    <message>
        <source>%1: %2 – %3</source>
        <extracomment>%1: what was decided, %2: common name, %3: &quot;Sent in 8 seconds&quot;</extracomment>
        <translation>%1：%2 – %3</translation>
    </message>
    <message numerus="yes">
        <source>%1 (and %n more)</source>
        <extracomment>%1: the last decision; %n: more decisions that can be undone</extracomment>
        <translation>
            <numerusform>%1（ほか%n件）</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tegata::UnlockDialog</name>
    <message>
        <source>Unlock operator certificate</source>
        <translation>オペレーター証明書のロック解除</translation>
    </message>
    <message>
        <source>Enter the passphrase of the operator certificate.</source>
        <translation>オペレーター証明書のパスフレーズを入力してください。</translation>
    </message>
    <message>
        <source>Enter the passphrase of the operator certificate %1.</source>
        <translation>オペレーター証明書 %1 のパスフレーズを入力してください。</translation>
    </message>
    <message>
        <source>&amp;Passphrase:</source>
        <translation>パスフレーズ(&amp;P)：</translation>
    </message>
    <message>
        <source>&amp;Unlock</source>
        <translation>ロック解除(&amp;U)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>パスフレーズ</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>ロック解除</translation>
    </message>
    <message>
        <source>Enter the PIN of the token “%2” with the operator certificate %1.</source>
        <extracomment>%1: name of the operator, %2: label of the smart card</extracomment>
        <translation>オペレーター証明書 %1 が入ったトークン「%2」のPINを入力してください。</translation>
    </message>
    <message>
        <source>The key of the operator certificate %1 is opened by the keychain.</source>
        <translation>オペレーター証明書 %1 の鍵はキーチェーンで開きます。</translation>
    </message>
    <message>
        <source>The token was removed, so the program was locked.</source>
        <translation>トークンが抜かれたため、ロックしました。</translation>
    </message>
    <message>
        <source>Enter the PIN on the reader: leave the field empty and choose Unlock.</source>
        <translation>PINはリーダーで入力します。欄を空のままにして、［ロック解除］を押してください。</translation>
    </message>
    <message>
        <source>⚠ A wrong PIN was entered before. The token locks after several wrong PINs.</source>
        <translation>⚠ 以前に誤ったPINが入力されています。続けて誤るとトークンがロックされます。</translation>
    </message>
    <message>
        <source>⚠ This is the last try: another wrong PIN locks the token.</source>
        <translation>⚠ これが最後の試行です。もう一度誤るとトークンはロックされます。</translation>
    </message>
    <message>
        <source>⚠ The token has locked its PIN. It is unlocked with the PUK, in the token&apos;s own program.</source>
        <translation>⚠ トークンのPINはロックされています。トークン付属のプログラムでPUKを使って解除します。</translation>
    </message>
    <message>
        <source>&amp;PIN:</source>
        <translation>PIN(&amp;P)：</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再試行(&amp;T)</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
</context>
<context>
    <name>tegata::VersionsDialog</name>
    <message>
        <source>Versions of the draft</source>
        <translation>下書きの版</translation>
    </message>
    <message>
        <source>&amp;Versions, the newest first:</source>
        <translation>版（新しい順）(&amp;V)：</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>版</translation>
    </message>
    <message>
        <source>What &amp;differs from the newest version:</source>
        <translation>最新の版との違い(&amp;D)：</translation>
    </message>
    <message>
        <source>What differs from the newest version</source>
        <translation>最新の版との違い</translation>
    </message>
    <message>
        <source>Buttons</source>
        <translation>ボタン</translation>
    </message>
    <message>
        <source>&amp;Go back to this version</source>
        <translation>この版に戻す(&amp;G)</translation>
    </message>
    <message>
        <source>Go back to this version</source>
        <translation>この版に戻す</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>%1 – %2 required fields filled in</source>
        <translation>%1 – 必須項目 %2 入力済み</translation>
    </message>
    <message>
        <source>This version cannot be read</source>
        <translation>この版は読めません</translation>
    </message>
    <message>
        <source>This is the newest version.</source>
        <translation>これが最新の版です。</translation>
    </message>
    <message>
        <source>The newest version cannot be read, so there is nothing to compare with.</source>
        <translation>最新の版が読めないため、比べられません。</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>（空）</translation>
    </message>
    <message>
        <source>%1: %2 (now: %3)</source>
        <extracomment>%1: a field, %2: what it held in the older version, %3: what it holds now</extracomment>
        <translation>%1: %2（現在：%3）</translation>
    </message>
    <message>
        <source>Nothing differs.</source>
        <translation>違いはありません。</translation>
    </message>
</context>
<context>
    <name>tegata::WaitingRows</name>
    <message>
        <source>%1 + 1 waiting / %2</source>
        <extracomment>approvals: %1 given, one more waits to be sent, %2 needed</extracomment>
        <translation>%1 + 送信待ち1 / %2</translation>
    </message>
    <message>
        <source>It can be undone while the row is selected.</source>
        <translation>この行を選択している間は元に戻せます。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>a row that is decided and not answered; %1: what was decided, as &quot;Approve&quot;, %2: how far it is, as &quot;Being sent&quot;</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>sent when you next unlock</source>
        <translation>次のロック解除で送信</translation>
    </message>
    <message>
        <source>%1 · waits for unlocking</source>
        <extracomment>in a row that is decided: %1: what, as &quot;Approve&quot;</extracomment>
        <translation>%1・ロック解除待ち</translation>
    </message>
    <message numerus="yes">
        <source>%1 · sends in %n s</source>
        <extracomment>in a row that is decided: %1: what, as &quot;Approve&quot;</extracomment>
        <translation>
            <numerusform>%1・送信待ち%n秒</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · waits for a connection</source>
        <translation>%1・接続待ち</translation>
    </message>
    <message>
        <source>%1 · waits</source>
        <translation>%1・送信待ち</translation>
    </message>
    <message>
        <source>%1 · being sent</source>
        <translation>%1・送信中</translation>
    </message>
    <message>
        <source>%1 · needs your decision</source>
        <translation>%1・判断待ち</translation>
    </message>
</context>
<context>
    <name>tegata::Wording</name>
    <message>
        <source>%1 %2</source>
        <extracomment>two sentences of one paragraph</extracomment>
        <translation>%1%2</translation>
    </message>
    <message>
        <source>, </source>
        <extracomment>between the items of a list</extracomment>
        <translation>、</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>「%1」</translation>
    </message>
</context>
</TS>
