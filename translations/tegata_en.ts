<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en">
<context>
    <name>ApplicationPdf</name>
    <message>
        <source>Application for the server certificate service (renewal)</source>
        <translation>Application for the server certificate service (renewal)</translation>
    </message>
    <message>
        <source>Application for the server certificate service (new)</source>
        <translation>Application for the server certificate service (new)</translation>
    </message>
    <message>
        <source>DRAFT – not sent</source>
        <translation>DRAFT – not sent</translation>
    </message>
    <message>
        <source>Receipt number %{receipt}</source>
        <translation>Receipt number %{receipt}</translation>
    </message>
    <message>
        <source>Printed %{time}</source>
        <translation>Printed %{time}</translation>
    </message>
    <message>
        <source>Page %{page}/%{pages}</source>
        <translation>Page %{page}/%{pages}</translation>
    </message>
    <message>
        <source>Receipt number</source>
        <translation>Receipt number</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>Three-party contract: domains of the issuing client</source>
        <translation>Three-party contract: domains of the issuing client</translation>
    </message>
    <message>
        <source>(not printed)</source>
        <translation>(not printed)</translation>
    </message>
    <message>
        <source>(not filled in)</source>
        <translation>(not filled in)</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>No.</translation>
    </message>
</context>
<context>
    <name>Cli</name>
    <message>
        <source>run a practice service in DIR, in the foreground</source>
        <translation>run a practice service in DIR, in the foreground</translation>
    </message>
    <message>
        <source>show what a CSR contains</source>
        <translation>show what a CSR contains</translation>
    </message>
    <message>
        <source>check a CSR against the rules</source>
        <translation>check a CSR against the rules</translation>
    </message>
    <message>
        <source>request certificates (application site)</source>
        <translation>request certificates (application site)</translation>
    </message>
    <message>
        <source>list your own requests</source>
        <translation>list your own requests</translation>
    </message>
    <message>
        <source>show one request</source>
        <translation>show one request</translation>
    </message>
    <message>
        <source>withdraw requests</source>
        <translation>withdraw requests</translation>
    </message>
    <message>
        <source>list the operators&apos; queue (operator site)</source>
        <translation>list the operators&apos; queue (operator site)</translation>
    </message>
    <message>
        <source>show one request with its checks and history</source>
        <translation>show one request with its checks and history</translation>
    </message>
    <message>
        <source>claim requests</source>
        <translation>claim requests</translation>
    </message>
    <message>
        <source>release a claim or a hold</source>
        <translation>release a claim or a hold</translation>
    </message>
    <message>
        <source>put requests on hold (needs --note)</source>
        <translation>put requests on hold (needs --note)</translation>
    </message>
    <message>
        <source>approve and issue</source>
        <translation>approve and issue</translation>
    </message>
    <message>
        <source>reject requests (needs --note with the reason)</source>
        <translation>reject requests (needs --note with the reason)</translation>
    </message>
    <message>
        <source>cancel requests before issue</source>
        <translation>cancel requests before issue</translation>
    </message>
    <message>
        <source>list certificates</source>
        <translation>list certificates</translation>
    </message>
    <message>
        <source>show one certificate</source>
        <translation>show one certificate</translation>
    </message>
    <message>
        <source>save a certificate</source>
        <translation>save a certificate</translation>
    </message>
    <message>
        <source>profile folder of the desktop program</source>
        <translation>profile folder of the desktop program</translation>
    </message>
    <message>
        <source>site to connect to: practice.env or a site file (JSON)</source>
        <translation>site to connect to: practice.env or a site file (JSON)</translation>
    </message>
    <message>
        <source>address of the site (with --ca)</source>
        <translation>address of the site (with --ca)</translation>
    </message>
    <message>
        <source>CA certificates that must have issued the site&apos;s certificate (PEM)</source>
        <translation>CA certificates that must have issued the site&apos;s certificate (PEM)</translation>
    </message>
    <message>
        <source>write one JSON document to standard output</source>
        <translation>write one JSON document to standard output</translation>
    </message>
    <message>
        <source>login ID on the application site</source>
        <translation>login ID on the application site</translation>
    </message>
    <message>
        <source>file with the password on its first line</source>
        <translation>file with the password on its first line</translation>
    </message>
    <message>
        <source>operator certificate (PKCS#12); default: the one in the profile</source>
        <translation>operator certificate (PKCS#12); default: the one in the profile</translation>
    </message>
    <message>
        <source>file with the passphrase of the operator certificate on its first line</source>
        <translation>file with the passphrase of the operator certificate on its first line</translation>
    </message>
    <message>
        <source>public-tls-2026, private-pki or a policy file</source>
        <translation>public-tls-2026, private-pki or a policy file</translation>
    </message>
    <message>
        <source>registered data to check against (JSON)</source>
        <translation>registered data to check against (JSON)</translation>
    </message>
    <message>
        <source>language of the certificate&apos;s subject</source>
        <translation>language of the certificate&apos;s subject</translation>
    </message>
    <message>
        <source>SureServer or SureServer EV</source>
        <translation>SureServer or SureServer EV</translation>
    </message>
    <message>
        <source>e-mail address for the issue notice</source>
        <translation>e-mail address for the issue notice</translation>
    </message>
    <message>
        <source>comment for the operator</source>
        <translation>comment for the operator</translation>
    </message>
    <message>
        <source>certificate that this request renews</source>
        <translation>certificate that this request renews</translation>
    </message>
    <message>
        <source>only items in this state</source>
        <translation>only items in this state</translation>
    </message>
    <message>
        <source>maximum number of items (default 100)</source>
        <translation>maximum number of items (default 100)</translation>
    </message>
    <message>
        <source>continue after the previous page (its &quot;next&quot; value)</source>
        <translation>continue after the previous page (its &quot;next&quot; value)</translation>
    </message>
    <message>
        <source>reason, comment or note for the decision</source>
        <translation>reason, comment or note for the decision</translation>
    </message>
    <message>
        <source>act only if the item still has this version (one ID only)</source>
        <translation>act only if the item still has this version (one ID only)</translation>
    </message>
    <message>
        <source>request whose certificate is to be saved</source>
        <translation>request whose certificate is to be saved</translation>
    </message>
    <message>
        <source>serial number (hexadecimal)</source>
        <translation>serial number (hexadecimal)</translation>
    </message>
    <message>
        <source>file to write</source>
        <translation>file to write</translation>
    </message>
    <message>
        <source>include the certificates of the issuing CA</source>
        <translation>include the certificates of the issuing CA</translation>
    </message>
    <message>
        <source>private key to put into the PKCS#12</source>
        <translation>private key to put into the PKCS#12</translation>
    </message>
    <message>
        <source>file with the passphrase of the private key on its first line</source>
        <translation>file with the passphrase of the private key on its first line</translation>
    </message>
    <message>
        <source>file with the passphrase for the new PKCS#12 file on its first line</source>
        <translation>file with the passphrase for the new PKCS#12 file on its first line</translation>
    </message>
    <message>
        <source>show this help</source>
        <translation>show this help</translation>
    </message>
    <message>
        <source>show the version</source>
        <translation>show the version</translation>
    </message>
    <message>
        <source>No command given. --help lists the commands.</source>
        <translation>No command given. --help lists the commands.</translation>
    </message>
    <message>
        <source>There is no command &quot;%1&quot;. --help lists the commands.</source>
        <translation>There is no command &quot;%1&quot;. --help lists the commands.</translation>
    </message>
    <message>
        <source>Usage: tegata-cli %1 %2</source>
        <translation>Usage: tegata-cli %1 %2</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has no option --%2. --help lists the options.</source>
        <translation>&quot;%1&quot; has no option --%2. --help lists the options.</translation>
    </message>
    <message>
        <source>Usage: tegata-cli [OPTIONS] COMMAND …</source>
        <translation>Usage: tegata-cli [OPTIONS] COMMAND …</translation>
    </message>
    <message>
        <source>Exit codes: 0 done; 1 errors found, or refused; 2 wrong usage; 3 site not reachable, or sign-in refused; 4 conflict: the item was changed.</source>
        <translation>Exit codes: 0 done; 1 errors found, or refused; 2 wrong usage; 3 site not reachable, or sign-in refused; 4 conflict: the item was changed.</translation>
    </message>
    <message>
        <source>check a name for the application form against the rules</source>
        <translation>check a name for the application form against the rules</translation>
    </message>
    <message>
        <source>kind of name to check</source>
        <translation>kind of name to check</translation>
    </message>
    <message>
        <source>legal form, by its API name: kabushikiKaisha, …</source>
        <translation>legal form, by its API name: kabushikiKaisha, …</translation>
    </message>
    <message>
        <source>position of the legal form in the name</source>
        <translation>position of the legal form in the name</translation>
    </message>
    <message>
        <source>the name is that of a government body</source>
        <translation>the name is that of a government body</translation>
    </message>
    <message>
        <source>consult the service desk about the length of the name</source>
        <translation>consult the service desk about the length of the name</translation>
    </message>
    <message>
        <source>check host and domain names against the rules</source>
        <translation>check host and domain names against the rules</translation>
    </message>
    <message>
        <source>create an application file (JSON), empty or for a renewal</source>
        <translation>create an application file (JSON), empty or for a renewal</translation>
    </message>
    <message>
        <source>check an application against the rules</source>
        <translation>check an application against the rules</translation>
    </message>
    <message>
        <source>send an application; saves FILE.receipt next to it</source>
        <translation>send an application; saves FILE.receipt next to it</translation>
    </message>
    <message>
        <source>show the status of an application</source>
        <translation>show the status of an application</translation>
    </message>
    <message>
        <source>withdraw applications</source>
        <translation>withdraw applications</translation>
    </message>
    <message>
        <source>It is not known whether the application arrived. Run the same command again; it will not be submitted twice.</source>
        <translation>It is not known whether the application arrived. Run the same command again; it will not be submitted twice.</translation>
    </message>
    <message>
        <source>%1 was already submitted with different content. To submit it as a new application, delete %1.receipt.</source>
        <translation>%1 was already submitted with different content. To submit it as a new application, delete %1.receipt.</translation>
    </message>
    <message>
        <source>Already submitted; nothing was sent.</source>
        <translation>Already submitted; nothing was sent.</translation>
    </message>
    <message>
        <source>start from the registered data (renewal); needs --user</source>
        <translation>start from the registered data (renewal); needs --user</translation>
    </message>
    <message>
        <source>file with the new login password on its first line</source>
        <translation>file with the new login password on its first line</translation>
    </message>
    <message>
        <source>edit a request (needs --note); its approvals become void</source>
        <translation>edit a request (needs --note); its approvals become void</translation>
    </message>
    <message>
        <source>add an internal note (needs --note)</source>
        <translation>add an internal note (needs --note)</translation>
    </message>
    <message>
        <source>revoke certificates, now or at a set time (operator site)</source>
        <translation>revoke certificates, now or at a set time (operator site)</translation>
    </message>
    <message>
        <source>cancel scheduled revocations</source>
        <translation>cancel scheduled revocations</translation>
    </message>
    <message>
        <source>number of pending requests in a new practice environment (some are faulty)</source>
        <translation>number of pending requests in a new practice environment (some are faulty)</translation>
    </message>
    <message>
        <source>approvals that an OV request needs in a new practice environment (1 or 2)</source>
        <translation>approvals that an OV request needs in a new practice environment (1 or 2)</translation>
    </message>
    <message>
        <source>approvals that an EV request needs in a new practice environment (1 or 2)</source>
        <translation>approvals that an EV request needs in a new practice environment (1 or 2)</translation>
    </message>
    <message>
        <source>time of the revocation (RFC 3339: 2026-12-01T09:00:00+09:00); default: now</source>
        <translation>time of the revocation (RFC 3339: 2026-12-01T09:00:00+09:00); default: now</translation>
    </message>
    <message>
        <source>check that the decision log of this profile is unchanged</source>
        <translation>check that the decision log of this profile is unchanged</translation>
    </message>
    <message>
        <source>export the decision log for auditors (--format jsonl or csv)</source>
        <translation>export the decision log for auditors (--format jsonl or csv)</translation>
    </message>
    <message>
        <source>compare the decision log with the service&apos;s audit trail</source>
        <translation>compare the decision log with the service&apos;s audit trail</translation>
    </message>
    <message>
        <source>The decision log is unchanged: %1 entries, last hash %2.</source>
        <translation>The decision log is unchanged: %1 entries, last hash %2.</translation>
    </message>
    <message>
        <source>Entry %1 of the decision log does not match the hash chain: this entry or an earlier one was changed. Compare it with the service&apos;s audit trail.</source>
        <translation>Entry %1 of the decision log does not match the hash chain: this entry or an earlier one was changed. Compare it with the service&apos;s audit trail.</translation>
    </message>
    <message>
        <source>Entry %1 of the decision log is missing. Compare with the service&apos;s audit trail.</source>
        <translation>Entry %1 of the decision log is missing. Compare with the service&apos;s audit trail.</translation>
    </message>
    <message>
        <source>The end of the decision log is missing from entry %1 on. Compare it with the service&apos;s audit trail.</source>
        <translation>The end of the decision log is missing from entry %1 on. Compare it with the service&apos;s audit trail.</translation>
    </message>
    <message>
        <source>only in the decision log</source>
        <translation>only in the decision log</translation>
    </message>
    <message>
        <source>only in the audit trail</source>
        <translation>only in the audit trail</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>differs</translation>
    </message>
    <message>
        <source>%1 match, %2 only in the decision log, %3 only in the audit trail, %4 differ, %5 not answered yet</source>
        <translation>%1 match, %2 only in the decision log, %3 only in the audit trail, %4 differ, %5 not answered yet</translation>
    </message>
    <message>
        <source>export all requests as a table (operator site)</source>
        <translation>export all requests as a table (operator site)</translation>
    </message>
    <message>
        <source>export all certificates as a table or as PEM (operator site)</source>
        <translation>export all certificates as a table or as PEM (operator site)</translation>
    </message>
    <message>
        <source>file format. Certificate: pem (default), der, p7b, p12. Export: csv (default), xlsx, pem. Decision log: jsonl (default), csv</source>
        <translation>file format. Certificate: pem (default), der, p7b, p12. Export: csv (default), xlsx, pem. Decision log: jsonl (default), csv</translation>
    </message>
    <message>
        <source>one PEM file per certificate, in the folder given by --out</source>
        <translation>one PEM file per certificate, in the folder given by --out</translation>
    </message>
    <message>
        <source>--expect-version needs a number and exactly one ID.</source>
        <translation>--expect-version needs a number and exactly one ID.</translation>
    </message>
    <message>
        <source>create a site file (JSON) from --protocol, --url and --ca</source>
        <translation>create a site file (JSON) from --protocol, --url and --ca</translation>
    </message>
    <message>
        <source>protocol of the new site: tegata or dogtag</source>
        <translation>protocol of the new site: tegata or dogtag</translation>
    </message>
    <message>
        <source>display name of the new site</source>
        <translation>display name of the new site</translation>
    </message>
    <message>
        <source>new value for a field of the request&apos;s profile (may be repeated)</source>
        <translation>new value for a field of the request&apos;s profile (may be repeated)</translation>
    </message>
    <message>
        <source>unspecified, keyCompromise, affiliationChanged, superseded, cessationOfOperation, or another reason that the site accepts: certificateHold, removeFromCRL (releases a hold), …</source>
        <translation>unspecified, keyCompromise, affiliationChanged, superseded, cessationOfOperation, or another reason that the site accepts: certificateHold, removeFromCRL (releases a hold), …</translation>
    </message>
    <message>
        <source>Interrupted before the site answered: whether it was done is not known. Look at it before you do it again.</source>
        <translation>Interrupted before the site answered: whether it was done is not known. Look at it before you do it again.</translation>
    </message>
    <message>
        <source>Interrupted: it was not done.</source>
        <translation>Interrupted: it was not done.</translation>
    </message>
    <message>
        <source>%1 was read as a decimal number: serial number %2.</source>
        <translation>%1 was read as a decimal number: serial number %2.</translation>
    </message>
    <message>
        <source>A decision log of %1 entries before this one was lost: entry %2 says so. This one, of %3 entries, is whole in itself. Compare with the service&apos;s audit trail.</source>
        <translation>A decision log of %1 entries before this one was lost: entry %2 says so. This one, of %3 entries, is whole in itself. Compare with the service&apos;s audit trail.</translation>
    </message>
    <message>
        <source>On %1 this log ended with entry %2, as the service was told; the log here has not that entry.</source>
        <translation>On %1 this log ended with entry %2, as the service was told; the log here has not that entry.</translation>
    </message>
    <message>
        <source>Argument %1 is not UTF-8: %2. It would name another file. Rename the file, or link to it by a name in UTF-8.</source>
        <translation>Argument %1 is not UTF-8: %2. It would name another file. Rename the file, or link to it by a name in UTF-8.</translation>
    </message>
    <message>
        <source>certificate that the CSR is to renew (PEM or DER)</source>
        <translation>certificate that the CSR is to renew (PEM or DER)</translation>
    </message>
    <message>
        <source>Some or all of the output was lost (%1). What the command did apart from that is valid.</source>
        <translation>Some or all of the output was lost (%1). What the command did apart from that is valid.</translation>
    </message>
    <message>
        <source>A value is missing after an option. --help lists the options.</source>
        <translation>A value is missing after an option. --help lists the options.</translation>
    </message>
    <message>
        <source>There is no option &quot;%1&quot;. --help lists the options.</source>
        <translation>There is no option &quot;%1&quot;. --help lists the options.</translation>
    </message>
    <message>
        <source>%{message} %{remedy}</source>
        <translation>%{message} %{remedy}</translation>
    </message>
    <message>
        <source>list applications (examiner site)</source>
        <translation>list applications (examiner site)</translation>
    </message>
    <message>
        <source>show what is vetted of an application, with the items&apos; ids</source>
        <translation>show what is vetted of an application, with the items&apos; ids</translation>
    </message>
    <message>
        <source>record what was found about one item</source>
        <translation>record what was found about one item</translation>
    </message>
    <message>
        <source>ask the applicant for documents (needs --note)</source>
        <translation>ask the applicant for documents (needs --note)</translation>
    </message>
    <message>
        <source>approve or reject an application (--reject needs --note)</source>
        <translation>approve or reject an application (--reject needs --note)</translation>
    </message>
    <message>
        <source>what was found about the item</source>
        <translation>what was found about the item</translation>
    </message>
    <message>
        <source>how it was found out, as phoneCall, registerExtract or dnsTxt; a wrong one is answered with those that the item takes</source>
        <translation>how it was found out, as phoneCall, registerExtract or dnsTxt; a wrong one is answered with those that the item takes</translation>
    </message>
    <message>
        <source>what was seen, with its reference number</source>
        <translation>what was seen, with its reference number</translation>
    </message>
    <message>
        <source>approve the application</source>
        <translation>approve the application</translation>
    </message>
    <message>
        <source>reject the application</source>
        <translation>reject the application</translation>
    </message>
</context>
<context>
    <name>CutPaste</name>
    <message>
        <source>Cut: this field takes at most %1 characters.</source>
        <translation>Cut: this field takes at most %1 characters.</translation>
    </message>
</context>
<context>
    <name>DiagnosticText</name>
    <message>
        <source>✓ OK</source>
        <translation>✓ OK</translation>
    </message>
    <message>
        <source>⚠ needs attention</source>
        <translation>⚠ needs attention</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Program</translation>
    </message>
    <message>
        <source>Tegata</source>
        <translation>Tegata</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Libraries</source>
        <translation>Libraries</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Created</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Site</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Connection</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>connected</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>locked</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>not connected</translation>
    </message>
    <message>
        <source>Check the network. The program reconnects automatically.</source>
        <translation>Check the network. The program reconnects automatically.</translation>
    </message>
    <message>
        <source>Last synchronisation</source>
        <translation>Last synchronisation</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>not yet</translation>
    </message>
    <message>
        <source>Service version</source>
        <translation>Service version</translation>
    </message>
    <message>
        <source>Clock difference from the site</source>
        <translation>Clock difference from the site</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
    <message>
        <source>Set this computer&apos;s clock. Decisions and certificate validity depend on it.</source>
        <translation>Set this computer&apos;s clock. Decisions and certificate validity depend on it.</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protocol</translation>
    </message>
    <message>
        <source>Server&apos;s certificate</source>
        <translation>Server&apos;s certificate</translation>
    </message>
    <message>
        <source>The site&apos;s certificate expires soon. Contact the certification authority.</source>
        <translation>The site&apos;s certificate expires soon. Contact the certification authority.</translation>
    </message>
    <message>
        <source>not connected since the program started</source>
        <translation>not connected since the program started</translation>
    </message>
    <message>
        <source>Trusted CA</source>
        <translation>Trusted CA</translation>
    </message>
    <message>
        <source>Ask the certification authority for a new site file.</source>
        <translation>Ask the certification authority for a new site file.</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Operator</translation>
    </message>
    <message>
        <source>Operator certificate</source>
        <translation>Operator certificate</translation>
    </message>
    <message>
        <source>Renew the operator certificate before it expires.</source>
        <translation>Renew the operator certificate before it expires.</translation>
    </message>
    <message>
        <source>Unlocked</source>
        <translation>Unlocked</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>yes</translation>
    </message>
    <message>
        <source>no</source>
        <translation>no</translation>
    </message>
    <message>
        <source>none</source>
        <translation>none</translation>
    </message>
    <message>
        <source>Load your operator certificate.</source>
        <translation>Load your operator certificate.</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>Driver</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>A wrong PIN was entered. The token locks after several wrong PINs.</source>
        <translation>A wrong PIN was entered. The token locks after several wrong PINs.</translation>
    </message>
    <message>
        <source>Keychain</source>
        <translation>Keychain</translation>
    </message>
    <message>
        <source>responding</source>
        <translation>responding</translation>
    </message>
    <message>
        <source>Data on this computer</source>
        <translation>Data on this computer</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Size</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Records</translation>
    </message>
    <message>
        <source>Encrypted data</source>
        <translation>Encrypted data</translation>
    </message>
    <message>
        <source>locked until you unlock the operator certificate</source>
        <translation>locked until you unlock the operator certificate</translation>
    </message>
    <message>
        <source>its key is kept for this session only</source>
        <translation>its key is kept for this session only</translation>
    </message>
    <message>
        <source>Set up a keychain. Without one, unsent decisions cannot be opened after a restart.</source>
        <translation>Set up a keychain. Without one, unsent decisions cannot be opened after a restart.</translation>
    </message>
    <message>
        <source>open, its key is in the keychain</source>
        <translation>open, its key is in the keychain</translation>
    </message>
    <message>
        <source>open; its key is encrypted with the operator&apos;s key</source>
        <translation>open; its key is encrypted with the operator&apos;s key</translation>
    </message>
    <message>
        <source>Waiting to be sent</source>
        <translation>Waiting to be sent</translation>
    </message>
    <message numerus="yes">
        <source>%n of them need your decision.</source>
        <translation>
            <numerusform>%n of them needs your decision.</numerusform>
            <numerusform>%n of them need your decision.</numerusform>
        </translation>
    </message>
    <message>
        <source>Site features</source>
        <translation>Site features</translation>
    </message>
    <message>
        <source>Change feed</source>
        <translation>Change feed</translation>
    </message>
    <message>
        <source>Claim and release</source>
        <translation>Claim and release</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Hold</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Edit</translation>
    </message>
    <message>
        <source>Internal notes</source>
        <translation>Internal notes</translation>
    </message>
    <message>
        <source>Multiple approvals</source>
        <translation>Multiple approvals</translation>
    </message>
    <message>
        <source>Registered data</source>
        <translation>Registered data</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>Revoke</translation>
    </message>
    <message>
        <source>Scheduled revocation</source>
        <translation>Scheduled revocation</translation>
    </message>
    <message>
        <source>Audit trail</source>
        <translation>Audit trail</translation>
    </message>
</context>
<context>
    <name>EnrollmentChoice</name>
    <message>
        <source>before the name</source>
        <translation>before the name</translation>
    </message>
    <message>
        <source>after the name</source>
        <translation>after the name</translation>
    </message>
    <message>
        <source>not in the name</source>
        <translation>not in the name</translation>
    </message>
    <message>
        <source>Private organisation</source>
        <translation>Private organisation</translation>
    </message>
    <message>
        <source>Government (central)</source>
        <translation>Government (central)</translation>
    </message>
    <message>
        <source>Government (prefecture)</source>
        <translation>Government (prefecture)</translation>
    </message>
    <message>
        <source>Government (municipality)</source>
        <translation>Government (municipality)</translation>
    </message>
    <message>
        <source>Government (public school)</source>
        <translation>Government (public school)</translation>
    </message>
    <message>
        <source>Government (other)</source>
        <translation>Government (other)</translation>
    </message>
    <message>
        <source>No</source>
        <translation>No</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Yes</translation>
    </message>
</context>
<context>
    <name>EnrollmentField</name>
    <message>
        <source>Commitment (certificates a year)</source>
        <translation>Commitment (certificates a year)</translation>
    </message>
    <message>
        <source>There is a quote</source>
        <translation>There is a quote</translation>
    </message>
    <message>
        <source>Quote number</source>
        <translation>Quote number</translation>
    </message>
    <message>
        <source>Subscriber&apos;s name (corporation)</source>
        <translation>Subscriber&apos;s name (corporation)</translation>
    </message>
    <message>
        <source>Login ID</source>
        <translation>Login ID</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>E-mail for password notices</source>
        <translation>E-mail for password notices</translation>
    </message>
    <message>
        <source>Contact&apos;s name</source>
        <translation>Contact&apos;s name</translation>
    </message>
    <message>
        <source>Contact&apos;s department</source>
        <translation>Contact&apos;s department</translation>
    </message>
    <message>
        <source>Contact&apos;s postal code</source>
        <translation>Contact&apos;s postal code</translation>
    </message>
    <message>
        <source>Contact&apos;s prefecture</source>
        <translation>Contact&apos;s prefecture</translation>
    </message>
    <message>
        <source>Contact&apos;s municipality</source>
        <translation>Contact&apos;s municipality</translation>
    </message>
    <message>
        <source>Contact&apos;s street and building</source>
        <translation>Contact&apos;s street and building</translation>
    </message>
    <message>
        <source>Contact&apos;s telephone</source>
        <translation>Contact&apos;s telephone</translation>
    </message>
    <message>
        <source>Contact&apos;s e-mail</source>
        <translation>Contact&apos;s e-mail</translation>
    </message>
    <message>
        <source>Applicant corporation</source>
        <translation>Applicant corporation</translation>
    </message>
    <message>
        <source>Apply for SureServer EV with this responsible applicant</source>
        <translation>Apply for SureServer EV with this responsible applicant</translation>
    </message>
    <message>
        <source>Apply for certificates in English</source>
        <translation>Apply for certificates in English</translation>
    </message>
    <message>
        <source>Teikoku Databank code</source>
        <translation>Teikoku Databank code</translation>
    </message>
    <message>
        <source>Corporate number</source>
        <translation>Corporate number</translation>
    </message>
    <message>
        <source>Applicant&apos;s legal name</source>
        <translation>Applicant&apos;s legal name</translation>
    </message>
    <message>
        <source>Applicant&apos;s legal name (English)</source>
        <translation>Applicant&apos;s legal name (English)</translation>
    </message>
    <message>
        <source>Consult the service desk about the name&apos;s length</source>
        <translation>Consult the service desk about the name&apos;s length</translation>
    </message>
    <message>
        <source>What to consult about</source>
        <translation>What to consult about</translation>
    </message>
    <message>
        <source>Legal form</source>
        <translation>Legal form</translation>
    </message>
    <message>
        <source>Position of the legal form in the name</source>
        <translation>Position of the legal form in the name</translation>
    </message>
    <message>
        <source>Representative of the corporation</source>
        <translation>Representative of the corporation</translation>
    </message>
    <message>
        <source>Postal code</source>
        <translation>Postal code</translation>
    </message>
    <message>
        <source>Country (English)</source>
        <translation>Country (English)</translation>
    </message>
    <message>
        <source>Prefecture</source>
        <translation>Prefecture</translation>
    </message>
    <message>
        <source>Municipality</source>
        <translation>Municipality</translation>
    </message>
    <message>
        <source>Municipality (English)</source>
        <translation>Municipality (English)</translation>
    </message>
    <message>
        <source>Category of the applicant organisation</source>
        <translation>Category of the applicant organisation</translation>
    </message>
    <message>
        <source>Company registration number</source>
        <translation>Company registration number</translation>
    </message>
    <message>
        <source>Establishing body</source>
        <translation>Establishing body</translation>
    </message>
    <message>
        <source>Address of the registry (English)</source>
        <translation>Address of the registry (English)</translation>
    </message>
    <message>
        <source>Main telephone</source>
        <translation>Main telephone</translation>
    </message>
    <message>
        <source>Telephone of the responsible applicant</source>
        <translation>Telephone of the responsible applicant</translation>
    </message>
    <message>
        <source>Responsible applicant&apos;s name</source>
        <translation>Responsible applicant&apos;s name</translation>
    </message>
    <message>
        <source>Responsible applicant&apos;s department</source>
        <translation>Responsible applicant&apos;s department</translation>
    </message>
    <message>
        <source>Responsible applicant&apos;s title</source>
        <translation>Responsible applicant&apos;s title</translation>
    </message>
    <message>
        <source>Domains applied for</source>
        <translation>Domains applied for</translation>
    </message>
    <message>
        <source>Domain applied for</source>
        <translation>Domain applied for</translation>
    </message>
    <message>
        <source>EV</source>
        <translation>EV</translation>
    </message>
    <message>
        <source>Note on the domain&apos;s registrant</source>
        <translation>Note on the domain&apos;s registrant</translation>
    </message>
    <message>
        <source>Operators</source>
        <translation>Operators</translation>
    </message>
    <message>
        <source>Operator&apos;s name</source>
        <translation>Operator&apos;s name</translation>
    </message>
    <message>
        <source>Operator&apos;s name in kana</source>
        <translation>Operator&apos;s name in kana</translation>
    </message>
    <message>
        <source>Operator&apos;s common name</source>
        <translation>Operator&apos;s common name</translation>
    </message>
    <message>
        <source>Operator&apos;s e-mail</source>
        <translation>Operator&apos;s e-mail</translation>
    </message>
    <message>
        <source>Invoice to: organisation</source>
        <translation>Invoice to: organisation</translation>
    </message>
    <message>
        <source>Invoice to: department</source>
        <translation>Invoice to: department</translation>
    </message>
    <message>
        <source>Invoice to: name</source>
        <translation>Invoice to: name</translation>
    </message>
    <message>
        <source>Invoice to: postal code</source>
        <translation>Invoice to: postal code</translation>
    </message>
    <message>
        <source>Invoice to: prefecture</source>
        <translation>Invoice to: prefecture</translation>
    </message>
    <message>
        <source>Invoice to: municipality</source>
        <translation>Invoice to: municipality</translation>
    </message>
    <message>
        <source>Invoice to: street and building</source>
        <translation>Invoice to: street and building</translation>
    </message>
    <message>
        <source>Invoice to: telephone</source>
        <translation>Invoice to: telephone</translation>
    </message>
    <message>
        <source>Invoice to: e-mail</source>
        <translation>Invoice to: e-mail</translation>
    </message>
    <message>
        <source>Sender e-mail of notices</source>
        <translation>Sender e-mail of notices</translation>
    </message>
    <message>
        <source>Three-party contract</source>
        <translation>Three-party contract</translation>
    </message>
    <message>
        <source>The issuing client has consented to the terms</source>
        <translation>The issuing client has consented to the terms</translation>
    </message>
    <message>
        <source>Reason for sending despite the warnings</source>
        <translation>Reason for sending despite the warnings</translation>
    </message>
</context>
<context>
    <name>EnrollmentNotice</name>
    <message>
        <source>[SureServer] Application received - receipt number:[%{receipt}]</source>
        <translation>[SureServer] Application received - receipt number:[%{receipt}]</translation>
    </message>
    <message>
        <source>Your application has been received. Please keep the receipt number.</source>
        <translation>Your application has been received. Please keep the receipt number.</translation>
    </message>
    <message>
        <source>[SureServer] Application in review - receipt number:[%{receipt}]</source>
        <translation>[SureServer] Application in review - receipt number:[%{receipt}]</translation>
    </message>
    <message>
        <source>We have started to review your application.</source>
        <translation>We have started to review your application.</translation>
    </message>
    <message>
        <source>[SureServer] Documents needed - receipt number:[%{receipt}]</source>
        <translation>[SureServer] Documents needed - receipt number:[%{receipt}]</translation>
    </message>
    <message>
        <source>Please send the documents named below.</source>
        <translation>Please send the documents named below.</translation>
    </message>
    <message>
        <source>[SureServer] Application approved - receipt number:[%{receipt}]</source>
        <translation>[SureServer] Application approved - receipt number:[%{receipt}]</translation>
    </message>
    <message>
        <source>Your application has been approved.</source>
        <translation>Your application has been approved.</translation>
    </message>
    <message>
        <source>[SureServer] Building your sites - receipt number:[%{receipt}]</source>
        <translation>[SureServer] Building your sites - receipt number:[%{receipt}]</translation>
    </message>
    <message>
        <source>We have started to build your sites.</source>
        <translation>We have started to build your sites.</translation>
    </message>
    <message>
        <source>[SureServer] Service ready - receipt number:[%{receipt}]</source>
        <translation>[SureServer] Service ready - receipt number:[%{receipt}]</translation>
    </message>
    <message>
        <source>Your application has taken effect. You can start to use the service.</source>
        <translation>Your application has taken effect. You can start to use the service.</translation>
    </message>
    <message>
        <source>[SureServer] Application rejected - receipt number:[%{receipt}]</source>
        <translation>[SureServer] Application rejected - receipt number:[%{receipt}]</translation>
    </message>
    <message>
        <source>We could not accept your application, for the reason below.</source>
        <translation>We could not accept your application, for the reason below.</translation>
    </message>
    <message>
        <source>[SureServer] Application withdrawn - receipt number:[%{receipt}]</source>
        <translation>[SureServer] Application withdrawn - receipt number:[%{receipt}]</translation>
    </message>
    <message>
        <source>Your application has been withdrawn.</source>
        <translation>Your application has been withdrawn.</translation>
    </message>
    <message>
        <source>Receipt number: %{receipt}</source>
        <translation>Receipt number: %{receipt}</translation>
    </message>
</context>
<context>
    <name>EnrollmentPage</name>
    <message>
        <source>Fees</source>
        <translation>Fees</translation>
    </message>
    <message>
        <source>Subscriber</source>
        <translation>Subscriber</translation>
    </message>
    <message>
        <source>Contact and login</source>
        <translation>Contact and login</translation>
    </message>
    <message>
        <source>Applicant corporation</source>
        <translation>Applicant corporation</translation>
    </message>
    <message>
        <source>SureServer EV</source>
        <translation>SureServer EV</translation>
    </message>
    <message>
        <source>Responsible applicant</source>
        <translation>Responsible applicant</translation>
    </message>
    <message>
        <source>Domains</source>
        <translation>Domains</translation>
    </message>
    <message>
        <source>Operators</source>
        <translation>Operators</translation>
    </message>
    <message>
        <source>Billing and notices</source>
        <translation>Billing and notices</translation>
    </message>
    <message>
        <source>Three-party contract</source>
        <translation>Three-party contract</translation>
    </message>
    <message>
        <source>Review and send</source>
        <translation>Review and send</translation>
    </message>
</context>
<context>
    <name>Error</name>
    <message>
        <source>Something went wrong inside the program.</source>
        <translation>Something went wrong inside the program.</translation>
    </message>
    <message>
        <source>Try again. If it happens again, send the log to your administrator.</source>
        <translation>Try again. If it happens again, send the log to your administrator.</translation>
    </message>
    <message>
        <source>The operation was stopped before it finished.</source>
        <translation>The operation was stopped before it finished.</translation>
    </message>
    <message>
        <source>Run it again if you still need it.</source>
        <translation>Run it again if you still need it.</translation>
    </message>
    <message>
        <source>A value is not valid: %{field}.</source>
        <translation>A value is not valid: %{field}.</translation>
    </message>
    <message>
        <source>Correct the value and try again.</source>
        <translation>Correct the value and try again.</translation>
    </message>
    <message>
        <source>%{subject} was not found.</source>
        <translation>%{subject} was not found.</translation>
    </message>
    <message>
        <source>Check the name or number. It may have been deleted.</source>
        <translation>Check the name or number. It may have been deleted.</translation>
    </message>
    <message>
        <source>The site did not answer in time.</source>
        <translation>The site did not answer in time.</translation>
    </message>
    <message>
        <source>Check the connection and try again.</source>
        <translation>Check the connection and try again.</translation>
    </message>
    <message>
        <source>The file cannot be read: %{field}.</source>
        <translation>The file cannot be read: %{field}.</translation>
    </message>
    <message>
        <source>Check that the file exists and that you may read it.</source>
        <translation>Check that the file exists and that you may read it.</translation>
    </message>
    <message>
        <source>The file cannot be written: %{field}.</source>
        <translation>The file cannot be written: %{field}.</translation>
    </message>
    <message>
        <source>Check that the folder exists and that you may write there.</source>
        <translation>Check that the folder exists and that you may write there.</translation>
    </message>
    <message>
        <source>There is no space left on the disk.</source>
        <translation>There is no space left on the disk.</translation>
    </message>
    <message>
        <source>Free some space; nothing you entered has been lost.</source>
        <translation>Free some space; nothing you entered has been lost.</translation>
    </message>
    <message>
        <source>The input is too large.</source>
        <translation>The input is too large.</translation>
    </message>
    <message>
        <source>Check that this is the right file.</source>
        <translation>Check that this is the right file.</translation>
    </message>
    <message>
        <source>The input is empty.</source>
        <translation>The input is empty.</translation>
    </message>
    <message>
        <source>Choose a file with content, or paste the whole text.</source>
        <translation>Choose a file with content, or paste the whole text.</translation>
    </message>
    <message>
        <source>This is not a PEM or DER file of the expected kind.</source>
        <translation>This is not a PEM or DER file of the expected kind.</translation>
    </message>
    <message>
        <source>Paste the text from -----BEGIN to -----END, both lines included.</source>
        <translation>Paste the text from -----BEGIN to -----END, both lines included.</translation>
    </message>
    <message>
        <source>The data is damaged%{at}.</source>
        <translation>The data is damaged%{at}.</translation>
    </message>
    <message>
        <source>Export or copy it again; do not edit it by hand.</source>
        <translation>Export or copy it again; do not edit it by hand.</translation>
    </message>
    <message>
        <source>There is extra data at the end%{at}.</source>
        <translation>There is extra data at the end%{at}.</translation>
    </message>
    <message>
        <source>Remove the extra data, or export the file again.</source>
        <translation>Remove the extra data, or export the file again.</translation>
    </message>
    <message>
        <source>This algorithm is not supported.</source>
        <translation>This algorithm is not supported.</translation>
    </message>
    <message>
        <source>Use an RSA key of 2048 bits or more, or an EC key on P-256, P-384 or P-521.</source>
        <translation>Use an RSA key of 2048 bits or more, or an EC key on P-256, P-384 or P-521.</translation>
    </message>
    <message>
        <source>This version of the format is not supported.</source>
        <translation>This version of the format is not supported.</translation>
    </message>
    <message>
        <source>Create the file again with an up-to-date program.</source>
        <translation>Create the file again with an up-to-date program.</translation>
    </message>
    <message>
        <source>The subject name cannot be read%{at}.</source>
        <translation>The subject name cannot be read%{at}.</translation>
    </message>
    <message>
        <source>Create a new CSR with a correct subject.</source>
        <translation>Create a new CSR with a correct subject.</translation>
    </message>
    <message>
        <source>An extension cannot be read%{at}.</source>
        <translation>An extension cannot be read%{at}.</translation>
    </message>
    <message>
        <source>Create a new CSR without this extension.</source>
        <translation>Create a new CSR without this extension.</translation>
    </message>
    <message>
        <source>The signature does not match.</source>
        <translation>The signature does not match.</translation>
    </message>
    <message>
        <source>The data was changed after it was signed. Create it again with the matching key.</source>
        <translation>The data was changed after it was signed. Create it again with the matching key.</translation>
    </message>
    <message>
        <source>The private key does not belong to the certificate.</source>
        <translation>The private key does not belong to the certificate.</translation>
    </message>
    <message>
        <source>Choose the file that contains the matching pair.</source>
        <translation>Choose the file that contains the matching pair.</translation>
    </message>
    <message>
        <source>The file contains no private key.</source>
        <translation>The file contains no private key.</translation>
    </message>
    <message>
        <source>Export the certificate again together with its private key.</source>
        <translation>Export the certificate again together with its private key.</translation>
    </message>
    <message>
        <source>The file contains no certificate.</source>
        <translation>The file contains no certificate.</translation>
    </message>
    <message>
        <source>Export the private key again together with its certificate.</source>
        <translation>Export the private key again together with its certificate.</translation>
    </message>
    <message>
        <source>The passphrase is wrong.</source>
        <translation>The passphrase is wrong.</translation>
    </message>
    <message>
        <source>Enter the passphrase again. Check capital letters, and turn the Japanese input method off.</source>
        <translation>Enter the passphrase again. Check capital letters, and turn the Japanese input method off.</translation>
    </message>
    <message>
        <source>A certificate of the issuing authority is missing.</source>
        <translation>A certificate of the issuing authority is missing.</translation>
    </message>
    <message>
        <source>Import the file that contains the whole chain.</source>
        <translation>Import the file that contains the whole chain.</translation>
    </message>
    <message>
        <source>The certificate was not issued by an authority that this site trusts.</source>
        <translation>The certificate was not issued by an authority that this site trusts.</translation>
    </message>
    <message>
        <source>Check that you use the certificate issued for this site.</source>
        <translation>Check that you use the certificate issued for this site.</translation>
    </message>
    <message>
        <source>The certificate has expired.</source>
        <translation>The certificate has expired.</translation>
    </message>
    <message>
        <source>Ask the certification authority for a new one.</source>
        <translation>Ask the certification authority for a new one.</translation>
    </message>
    <message>
        <source>The certificate is not valid yet.</source>
        <translation>The certificate is not valid yet.</translation>
    </message>
    <message>
        <source>Check the date and time of this computer.</source>
        <translation>Check the date and time of this computer.</translation>
    </message>
    <message>
        <source>The certificate has been revoked.</source>
        <translation>The certificate has been revoked.</translation>
    </message>
    <message>
        <source>The certificate is not meant for this purpose (client authentication).</source>
        <translation>The certificate is not meant for this purpose (client authentication).</translation>
    </message>
    <message>
        <source>Choose the operator certificate, not a server certificate.</source>
        <translation>Choose the operator certificate, not a server certificate.</translation>
    </message>
    <message>
        <source>This desktop offers no keychain.</source>
        <translation>This desktop offers no keychain.</translation>
    </message>
    <message>
        <source>Enter the passphrase at each start, or set up a keychain (GNOME Keyring, KWallet).</source>
        <translation>Enter the passphrase at each start, or set up a keychain (GNOME Keyring, KWallet).</translation>
    </message>
    <message>
        <source>The keychain is locked.</source>
        <translation>The keychain is locked.</translation>
    </message>
    <message>
        <source>Unlock the keychain and try again.</source>
        <translation>Unlock the keychain and try again.</translation>
    </message>
    <message>
        <source>A passphrase is needed.</source>
        <translation>A passphrase is needed.</translation>
    </message>
    <message>
        <source>The operator certificate is locked.</source>
        <translation>The operator certificate is locked.</translation>
    </message>
    <message>
        <source>Unlock it to continue.</source>
        <translation>Unlock it to continue.</translation>
    </message>
    <message>
        <source>The site cannot be reached.</source>
        <translation>The site cannot be reached.</translation>
    </message>
    <message>
        <source>Check the network. You can keep working with the data stored on this computer.</source>
        <translation>Check the network. You can keep working with the data stored on this computer.</translation>
    </message>
    <message>
        <source>The connection was lost before the answer arrived.</source>
        <translation>The connection was lost before the answer arrived.</translation>
    </message>
    <message>
        <source>It will be sent again automatically. Nothing is done twice.</source>
        <translation>It will be sent again automatically. Nothing is done twice.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not trusted.</source>
        <translation>The server&apos;s certificate is not trusted.</translation>
    </message>
    <message>
        <source>Check the site&apos;s address and its CA certificate. Do not continue.</source>
        <translation>Check the site&apos;s address and its CA certificate. Do not continue.</translation>
    </message>
    <message>
        <source>The site refused the operator certificate.</source>
        <translation>The site refused the operator certificate.</translation>
    </message>
    <message>
        <source>It may be revoked, expired or not registered. Contact the certification authority.</source>
        <translation>It may be revoked, expired or not registered. Contact the certification authority.</translation>
    </message>
    <message>
        <source>You are not signed in.</source>
        <translation>You are not signed in.</translation>
    </message>
    <message>
        <source>Sign in again.</source>
        <translation>Sign in again.</translation>
    </message>
    <message>
        <source>You do not have permission to do this.</source>
        <translation>You do not have permission to do this.</translation>
    </message>
    <message>
        <source>Ask an operator or the certification authority for permission.</source>
        <translation>Ask an operator or the certification authority for permission.</translation>
    </message>
    <message>
        <source>Check the current state and decide again.</source>
        <translation>Check the current state and decide again.</translation>
    </message>
    <message>
        <source>The rules do not allow this.</source>
        <translation>The rules do not allow this.</translation>
    </message>
    <message>
        <source>Fix the problems listed in the findings.</source>
        <translation>Fix the problems listed in the findings.</translation>
    </message>
    <message>
        <source>This site does not support this.</source>
        <translation>This site does not support this.</translation>
    </message>
    <message>
        <source>Use another function that the site supports.</source>
        <translation>Use another function that the site supports.</translation>
    </message>
    <message>
        <source>The server&apos;s answer is not in the expected form.</source>
        <translation>The server&apos;s answer is not in the expected form.</translation>
    </message>
    <message>
        <source>Check the address, and that the program and the service have matching versions.</source>
        <translation>Check the address, and that the program and the service have matching versions.</translation>
    </message>
    <message>
        <source>The service has a problem.</source>
        <translation>The service has a problem.</translation>
    </message>
    <message>
        <source>Try again later. Nothing is done twice.</source>
        <translation>Try again later. Nothing is done twice.</translation>
    </message>
    <message>
        <source>The site received too many requests at once.</source>
        <translation>The site received too many requests at once.</translation>
    </message>
    <message>
        <source>Wait a moment. It will be tried again automatically.</source>
        <translation>Wait a moment. It will be tried again automatically.</translation>
    </message>
    <message>
        <source>The data stored on this computer cannot be opened.</source>
        <translation>The data stored on this computer cannot be opened.</translation>
    </message>
    <message>
        <source>Check the free disk space and the access rights of the profile folder.</source>
        <translation>Check the free disk space and the access rights of the profile folder.</translation>
    </message>
    <message>
        <source>The data stored on this computer is damaged.</source>
        <translation>The data stored on this computer is damaged.</translation>
    </message>
    <message>
        <source>The stored data was written by a newer version of this program.</source>
        <translation>The stored data was written by a newer version of this program.</translation>
    </message>
    <message>
        <source>Install the latest version.</source>
        <translation>Install the latest version.</translation>
    </message>
    <message>
        <source>The item</source>
        <translation>The item</translation>
    </message>
    <message>
        <source> at byte %{offset}</source>
        <translation> at byte %{offset}</translation>
    </message>
    <message>
        <source>An entry that this program saved in the keychain is missing.</source>
        <translation>An entry that this program saved in the keychain is missing.</translation>
    </message>
    <message>
        <source>Unlock the keychain that contains it, or restore it from a backup. You can also load the operator certificate again from its PKCS#12 file.</source>
        <translation>Unlock the keychain that contains it, or restore it from a backup. You can also load the operator certificate again from its PKCS#12 file.</translation>
    </message>
    <message>
        <source>Enter the passphrase that protects it.</source>
        <translation>Enter the passphrase that protects it.</translation>
    </message>
    <message>
        <source>Data from the site is fetched again automatically. Restore other data from a backup.</source>
        <translation>Data from the site is fetched again automatically. Restore other data from a backup.</translation>
    </message>
    <message>
        <source>The encrypted data on this computer belongs to another operator certificate.</source>
        <translation>The encrypted data on this computer belongs to another operator certificate.</translation>
    </message>
    <message>
        <source>Unlock that certificate first and then switch to this one, or discard the encrypted data.</source>
        <translation>Unlock that certificate first and then switch to this one, or discard the encrypted data.</translation>
    </message>
    <message>
        <source>The PIN of the token is needed.</source>
        <translation>The PIN of the token is needed.</translation>
    </message>
    <message>
        <source>Enter the PIN.</source>
        <translation>Enter the PIN.</translation>
    </message>
    <message>
        <source>The PIN is wrong.</source>
        <translation>The PIN is wrong.</translation>
    </message>
    <message>
        <source>Enter it again carefully. The token locks after several wrong PINs.</source>
        <translation>Enter it again carefully. The token locks after several wrong PINs.</translation>
    </message>
    <message>
        <source>The token has locked its PIN after too many wrong ones.</source>
        <translation>The token has locked its PIN after too many wrong ones.</translation>
    </message>
    <message>
        <source>Unlock it with the PUK in the token&apos;s own program, or contact whoever issued it.</source>
        <translation>Unlock it with the PUK in the token&apos;s own program, or contact whoever issued it.</translation>
    </message>
    <message>
        <source>The token with the operator certificate&apos;s key is not connected.</source>
        <translation>The token with the operator certificate&apos;s key is not connected.</translation>
    </message>
    <message>
        <source>Insert the smart card or connect the HSM, then unlock.</source>
        <translation>Insert the smart card or connect the HSM, then unlock.</translation>
    </message>
    <message>
        <source>The token or its driver does not work correctly.</source>
        <translation>The token or its driver does not work correctly.</translation>
    </message>
    <message>
        <source>Remove the token and insert it again. Check that its driver (PKCS#11 module) is the right one.</source>
        <translation>Remove the token and insert it again. Check that its driver (PKCS#11 module) is the right one.</translation>
    </message>
    <message>
        <source>The file is protected by old encryption (RC2, 3DES) that this computer&apos;s OpenSSL cannot open.</source>
        <translation>The file is protected by old encryption (RC2, 3DES) that this computer&apos;s OpenSSL cannot open.</translation>
    </message>
    <message>
        <source>Convert it once on a computer whose OpenSSL has the legacy module: openssl pkcs12 -legacy -in OLD.p12 -out KEY.pem, then openssl pkcs12 -export -in KEY.pem -out NEW.p12. Then delete KEY.pem and load NEW.p12.</source>
        <translation>Convert it once on a computer whose OpenSSL has the legacy module: openssl pkcs12 -legacy -in OLD.p12 -out KEY.pem, then openssl pkcs12 -export -in KEY.pem -out NEW.p12. Then delete KEY.pem and load NEW.p12.</translation>
    </message>
    <message>
        <source>Found%{at}: %{found}. Needed: %{wanted}.</source>
        <translation>Found%{at}: %{found}. Needed: %{wanted}.</translation>
    </message>
    <message>
        <source>There are %{count} of them here (%{wanted}), and one at a time is taken.</source>
        <translation>There are %{count} of them here (%{wanted}), and one at a time is taken.</translation>
    </message>
    <message>
        <source>Give each by itself, from its BEGIN line to its END line.</source>
        <translation>Give each by itself, from its BEGIN line to its END line.</translation>
    </message>
    <message>
        <source>This holds a private key%{at}. Nothing was sent.</source>
        <translation>This holds a private key%{at}. Nothing was sent.</translation>
    </message>
    <message>
        <source>A private key is never given away: it stays where the certificate is used. Send the CSR alone, from -----BEGIN CERTIFICATE REQUEST----- to its END line. If the key has already been mailed or uploaded, throw it away and make a new one.</source>
        <translation>A private key is never given away: it stays where the certificate is used. Send the CSR alone, from -----BEGIN CERTIFICATE REQUEST----- to its END line. If the key has already been mailed or uploaded, throw it away and make a new one.</translation>
    </message>
    <message>
        <source>A private key was sent. It was refused, and nothing of it was kept.</source>
        <translation>A private key was sent. It was refused, and nothing of it was kept.</translation>
    </message>
    <message>
        <source>A key that has travelled is no longer secret: throw it away, make a new key and a new CSR, and send the CSR alone. If a certificate uses the key, have it revoked (keyCompromise).</source>
        <translation>A key that has travelled is no longer secret: throw it away, make a new key and a new CSR, and send the CSR alone. If a certificate uses the key, have it revoked (keyCompromise).</translation>
    </message>
    <message>
        <source>This certificate is not one of a certification authority: %{field}.</source>
        <translation>This certificate is not one of a certification authority: %{field}.</translation>
    </message>
    <message>
        <source>Choose the certificate of the CA itself (its root or issuing certificate), not the one of a server or person.</source>
        <translation>Choose the certificate of the CA itself (its root or issuing certificate), not the one of a server or person.</translation>
    </message>
    <message>
        <source>The PKCS#12 file has no MAC: whether somebody changed it cannot be checked.</source>
        <translation>The PKCS#12 file has no MAC: whether somebody changed it cannot be checked.</translation>
    </message>
    <message>
        <source>Ask for the file with a MAC, or make it again where you trust it: openssl pkcs12 -in OLD.p12 -out KEY.pem, then openssl pkcs12 -export -in KEY.pem -out NEW.p12; delete KEY.pem and load NEW.p12.</source>
        <translation>Ask for the file with a MAC, or make it again where you trust it: openssl pkcs12 -in OLD.p12 -out KEY.pem, then openssl pkcs12 -export -in KEY.pem -out NEW.p12; delete KEY.pem and load NEW.p12.</translation>
    </message>
    <message>
        <source>Check the date and time of this computer. If they are right, ask the certification authority for a new one.</source>
        <translation>Check the date and time of this computer. If they are right, ask the certification authority for a new one.</translation>
    </message>
    <message>
        <source>The service&apos;s clock has leaped by more than a day: nothing is signed or expires until that is settled.</source>
        <translation>The service&apos;s clock has leaped by more than a day: nothing is signed or expires until that is settled.</translation>
    </message>
    <message>
        <source>Nothing is lost; try again later. The service&apos;s staff set the clock right, or confirm it with: tegata-service clock accept.</source>
        <translation>Nothing is lost; try again later. The service&apos;s staff set the clock right, or confirm it with: tegata-service clock accept.</translation>
    </message>
    <message>
        <source>The authority&apos;s keys are in %{field}, but the database that belongs to them is missing.</source>
        <translation>The authority&apos;s keys are in %{field}, but the database that belongs to them is missing.</translation>
    </message>
    <message>
        <source>Restore the database from the newest backup. If there is none, start an empty one with: tegata-service store accept %{field}. Certificates issued before are then unknown and cannot be revoked here.</source>
        <translation>Restore the database from the newest backup. If there is none, start an empty one with: tegata-service store accept %{field}. Certificates issued before are then unknown and cannot be revoked here.</translation>
    </message>
    <message>
        <source>The database in %{field} is older than what its authority has signed: it is a backup.</source>
        <translation>The database in %{field} is older than what its authority has signed: it is a backup.</translation>
    </message>
    <message>
        <source>Put the newest store back. Where there is none, go on with this one: tegata-service store accept %{field}. What was done after the backup is lost then; the trail says so.</source>
        <translation>Put the newest store back. Where there is none, go on with this one: tegata-service store accept %{field}. What was done after the backup is lost then; the trail says so.</translation>
    </message>
    <message>
        <source>The database in %{field} belongs to the keys of another authority.</source>
        <translation>The database in %{field} belongs to the keys of another authority.</translation>
    </message>
    <message>
        <source>Use the database and the authority folder of the same service.</source>
        <translation>Use the database and the authority folder of the same service.</translation>
    </message>
    <message>
        <source>The database in %{field} is here, but the authority&apos;s keys that belong to it are missing.</source>
        <translation>The database in %{field} is here, but the authority&apos;s keys that belong to it are missing.</translation>
    </message>
    <message>
        <source>Put the authority&apos;s directory back from a backup. No new keys are made for this store.</source>
        <translation>Put the authority&apos;s directory back from a backup. No new keys are made for this store.</translation>
    </message>
    <message>
        <source>The site sends header lines that break HTTP, or more of them than any answer needs; the answer was cut off.</source>
        <translation>The site sends header lines that break HTTP, or more of them than any answer needs; the answer was cut off.</translation>
    </message>
    <message>
        <source>The site sends a larger answer than any that the contract knows, or one that breaks HTTP; it was cut off.</source>
        <translation>The site sends a larger answer than any that the contract knows, or one that breaks HTTP; it was cut off.</translation>
    </message>
    <message>
        <source>The site sends more changes in one answer than were asked for.</source>
        <translation>The site sends more changes in one answer than were asked for.</translation>
    </message>
    <message>
        <source>The site says that there is more, but shows the same place again.</source>
        <translation>The site says that there is more, but shows the same place again.</translation>
    </message>
    <message>
        <source>The site begins its list anew again and again.</source>
        <translation>The site begins its list anew again and again.</translation>
    </message>
    <message>
        <source>The site answers at once, without news, instead of waiting for changes.</source>
        <translation>The site answers at once, without news, instead of waiting for changes.</translation>
    </message>
    <message>
        <source>The site&apos;s list has no end: it sends more than a site can have.</source>
        <translation>The site&apos;s list has no end: it sends more than a site can have.</translation>
    </message>
    <message>
        <source>This is a fault of the site: tell whoever runs it. The program tries again at growing intervals. Data stored on this computer stays.</source>
        <translation>This is a fault of the site: tell whoever runs it. The program tries again at growing intervals. Data stored on this computer stays.</translation>
    </message>
    <message>
        <source>The operator certificate is refused: it has expired.</source>
        <translation>The operator certificate is refused: it has expired.</translation>
    </message>
    <message>
        <source>Ask the certification authority for a new one and load it here.</source>
        <translation>Ask the certification authority for a new one and load it here.</translation>
    </message>
    <message>
        <source>The operator certificate is refused: it is not valid yet.</source>
        <translation>The operator certificate is refused: it is not valid yet.</translation>
    </message>
    <message>
        <source>Check the date and time of this computer, and from when the certificate is valid.</source>
        <translation>Check the date and time of this computer, and from when the certificate is valid.</translation>
    </message>
    <message>
        <source>The operator certificate is refused: it has been revoked.</source>
        <translation>The operator certificate is refused: it has been revoked.</translation>
    </message>
    <message>
        <source>The operator certificate is refused: it is not meant for client authentication.</source>
        <translation>The operator certificate is refused: it is not meant for client authentication.</translation>
    </message>
    <message>
        <source>Load the certificate that was issued to you as an operator, not the one of a server or for mail.</source>
        <translation>Load the certificate that was issued to you as an operator, not the one of a server or for mail.</translation>
    </message>
    <message>
        <source>The operator certificate is refused: it is too weak. Its key is too short, or it is signed with SHA-1 or MD5.</source>
        <translation>The operator certificate is refused: it is too weak. Its key is too short, or it is signed with SHA-1 or MD5.</translation>
    </message>
    <message>
        <source>Ask the certification authority for a new one with an RSA key of 2048 bits or more, or an EC key on P-256, P-384 or P-521.</source>
        <translation>Ask the certification authority for a new one with an RSA key of 2048 bits or more, or an EC key on P-256, P-384 or P-521.</translation>
    </message>
    <message>
        <source>The operator certificate is refused: it was not issued by an authority that this site trusts.</source>
        <translation>The operator certificate is refused: it was not issued by an authority that this site trusts.</translation>
    </message>
    <message>
        <source>The site asks for an operator certificate, and none was shown.</source>
        <translation>The site asks for an operator certificate, and none was shown.</translation>
    </message>
    <message>
        <source>Load the operator certificate and unlock it.</source>
        <translation>Load the operator certificate and unlock it.</translation>
    </message>
    <message>
        <source>a certificate signing request (CSR)</source>
        <translation>a certificate signing request (CSR)</translation>
    </message>
    <message>
        <source>a certificate</source>
        <translation>a certificate</translation>
    </message>
    <message>
        <source>a PKCS#7 file (certificates, .p7b)</source>
        <translation>a PKCS#7 file (certificates, .p7b)</translation>
    </message>
    <message>
        <source>a PKCS#12 file (certificate with private key, .p12 or .pfx)</source>
        <translation>a PKCS#12 file (certificate with private key, .p12 or .pfx)</translation>
    </message>
    <message>
        <source>a certificate with its private key (PKCS#12)</source>
        <translation>a certificate with its private key (PKCS#12)</translation>
    </message>
    <message>
        <source>a private key</source>
        <translation>a private key</translation>
    </message>
    <message>
        <source>a public key alone</source>
        <translation>a public key alone</translation>
    </message>
    <message>
        <source>a certificate revocation list (CRL)</source>
        <translation>a certificate revocation list (CRL)</translation>
    </message>
    <message>
        <source>a Java key store (JKS, JCEKS)</source>
        <translation>a Java key store (JKS, JCEKS)</translation>
    </message>
    <message>
        <source>an SSH key</source>
        <translation>an SSH key</translation>
    </message>
    <message>
        <source>OpenPGP data</source>
        <translation>OpenPGP data</translation>
    </message>
    <message>
        <source>a web page (HTML)</source>
        <translation>a web page (HTML)</translation>
    </message>
    <message>
        <source>a PDF document</source>
        <translation>a PDF document</translation>
    </message>
    <message>
        <source>an archive or office document</source>
        <translation>an archive or office document</translation>
    </message>
    <message>
        <source>a picture</source>
        <translation>a picture</translation>
    </message>
    <message>
        <source>PEM text of another kind</source>
        <translation>PEM text of another kind</translation>
    </message>
    <message>
        <source>something else</source>
        <translation>something else</translation>
    </message>
    <message>
        <source>A web page was saved instead of the file, often a sign-in page. Open it in the browser and download the file again.</source>
        <translation>A web page was saved instead of the file, often a sign-in page. Open it in the browser and download the file again.</translation>
    </message>
    <message>
        <source>Choose the file itself, not a document that shows it; unpack an archive first.</source>
        <translation>Choose the file itself, not a document that shows it; unpack an archive first.</translation>
    </message>
    <message>
        <source>Make the CSR from it: keytool -certreq -keystore FILE -alias NAME -file NEW.csr.</source>
        <translation>Make the CSR from it: keytool -certreq -keystore FILE -alias NAME -file NEW.csr.</translation>
    </message>
    <message>
        <source>Export the certificate from it: keytool -exportcert -rfc -keystore FILE -alias NAME -file NEW.pem.</source>
        <translation>Export the certificate from it: keytool -exportcert -rfc -keystore FILE -alias NAME -file NEW.pem.</translation>
    </message>
    <message>
        <source>Convert it: keytool -importkeystore -srckeystore FILE -destkeystore NEW.p12 -deststoretype PKCS12.</source>
        <translation>Convert it: keytool -importkeystore -srckeystore FILE -destkeystore NEW.p12 -deststoretype PKCS12.</translation>
    </message>
    <message>
        <source>Choose the CSR: the file that begins with -----BEGIN CERTIFICATE REQUEST----- (often *.csr, *.req or *.p10).</source>
        <translation>Choose the CSR: the file that begins with -----BEGIN CERTIFICATE REQUEST----- (often *.csr, *.req or *.p10).</translation>
    </message>
    <message>
        <source>Choose the certificate: a file that begins with -----BEGIN CERTIFICATE-----, its DER form, or a PKCS#7 (often *.crt, *.cer, *.pem or *.p7b).</source>
        <translation>Choose the certificate: a file that begins with -----BEGIN CERTIFICATE-----, its DER form, or a PKCS#7 (often *.crt, *.cer, *.pem or *.p7b).</translation>
    </message>
    <message>
        <source>Export the certificate again together with its private key, as PKCS#12 (.p12, .pfx).</source>
        <translation>Export the certificate again together with its private key, as PKCS#12 (.p12, .pfx).</translation>
    </message>
    <message>
        <source>Choose the PKCS#12 file (.p12, .pfx) that holds the certificate and its private key.</source>
        <translation>Choose the PKCS#12 file (.p12, .pfx) that holds the certificate and its private key.</translation>
    </message>
    <message>
        <source>Choose the file with the private key: it begins with -----BEGIN PRIVATE KEY----- or a line like it.</source>
        <translation>Choose the file with the private key: it begins with -----BEGIN PRIVATE KEY----- or a line like it.</translation>
    </message>
    <message>
        <source>The block that begins%{at} has no END line: the text is cut short.</source>
        <translation>The block that begins%{at} has no END line: the text is cut short.</translation>
    </message>
    <message>
        <source>Copy it again, from -----BEGIN to -----END, both lines included.</source>
        <translation>Copy it again, from -----BEGIN to -----END, both lines included.</translation>
    </message>
    <message>
        <source>There is a character that does not belong into base64%{at}.</source>
        <translation>There is a character that does not belong into base64%{at}.</translation>
    </message>
    <message>
        <source>Copy it again from where it was made; do not edit it by hand.</source>
        <translation>Copy it again from where it was made; do not edit it by hand.</translation>
    </message>
    <message>
        <source>The base64 text is cut short%{at}.</source>
        <translation>The base64 text is cut short%{at}.</translation>
    </message>
    <message>
        <source>There is nothing between the BEGIN line and the END line%{at}.</source>
        <translation>There is nothing between the BEGIN line and the END line%{at}.</translation>
    </message>
    <message>
        <source>The BEGIN line says that this is %{found}%{at}, but the block holds %{wanted}.</source>
        <translation>The BEGIN line says that this is %{found}%{at}, but the block holds %{wanted}.</translation>
    </message>
    <message>
        <source>Take the file from where it was made, or write the right words into the BEGIN and END lines: -----BEGIN CERTIFICATE REQUEST----- for a CSR, -----BEGIN CERTIFICATE----- for a certificate.</source>
        <translation>Take the file from where it was made, or write the right words into the BEGIN and END lines: -----BEGIN CERTIFICATE REQUEST----- for a CSR, -----BEGIN CERTIFICATE----- for a certificate.</translation>
    </message>
    <message>
        <source>The MAC of the PKCS#12 file uses an algorithm that this computer&apos;s OpenSSL does not know.</source>
        <translation>The MAC of the PKCS#12 file uses an algorithm that this computer&apos;s OpenSSL does not know.</translation>
    </message>
    <message>
        <source>Make the file again with an HMAC of SHA-256: openssl pkcs12 -export -macalg SHA256 -in KEY.pem -out NEW.p12.</source>
        <translation>Make the file again with an HMAC of SHA-256: openssl pkcs12 -export -macalg SHA256 -in KEY.pem -out NEW.p12.</translation>
    </message>
    <message>
        <source>Another program works on this profile; here it can only be read.</source>
        <translation>Another program works on this profile; here it can only be read.</translation>
    </message>
    <message>
        <source>Close the other one, then start this one again.</source>
        <translation>Close the other one, then start this one again.</translation>
    </message>
    <message>
        <source>This is not a time as RFC 3339 writes it: %{field}.</source>
        <translation>This is not a time as RFC 3339 writes it: %{field}.</translation>
    </message>
    <message>
        <source>Give date, time and the offset from UTC: 2026-12-01T09:00:00+09:00, or 2026-12-01T00:00:00Z.</source>
        <translation>Give date, time and the offset from UTC: 2026-12-01T09:00:00+09:00, or 2026-12-01T00:00:00Z.</translation>
    </message>
    <message>
        <source>This is not a serial number: %{field}.</source>
        <translation>This is not a serial number: %{field}.</translation>
    </message>
    <message>
        <source>Give it in hexadecimal (with or without colons, spaces or 0x) or in decimal.</source>
        <translation>Give it in hexadecimal (with or without colons, spaces or 0x) or in decimal.</translation>
    </message>
    <message>
        <source>Two certificates fit the serial number %{field}: read as hexadecimal and read as decimal.</source>
        <translation>Two certificates fit the serial number %{field}: read as hexadecimal and read as decimal.</translation>
    </message>
    <message>
        <source>Write 0x before it to mean the hexadecimal one; the decimal one is 0x%{found}.</source>
        <translation>Write 0x before it to mean the hexadecimal one; the decimal one is 0x%{found}.</translation>
    </message>
    <message>
        <source>By this computer&apos;s clock, the server&apos;s certificate has expired or is not valid yet.</source>
        <translation>By this computer&apos;s clock, the server&apos;s certificate has expired or is not valid yet.</translation>
    </message>
    <message>
        <source>Check the date and time of this computer. If they are right, tell whoever runs the site.</source>
        <translation>Check the date and time of this computer. If they are right, tell whoever runs the site.</translation>
    </message>
    <message>
        <source> in line %{line} (byte %{offset})</source>
        <translation> in line %{line} (byte %{offset})</translation>
    </message>
    <message>
        <source>This has been changed.</source>
        <translation>This has been changed.</translation>
    </message>
    <message>
        <source>Another service uses this folder: %{field}.</source>
        <translation>Another service uses this folder: %{field}.</translation>
    </message>
    <message>
        <source>Stop it first, or use another folder for this one.</source>
        <translation>Stop it first, or use another folder for this one.</translation>
    </message>
    <message>
        <source>This is not allowed in the state that it is in.</source>
        <translation>This is not allowed in the state that it is in.</translation>
    </message>
    <message>
        <source>Look at its state; nothing else has changed.</source>
        <translation>Look at its state; nothing else has changed.</translation>
    </message>
    <message>
        <source>The time in which it had to be decided has passed.</source>
        <translation>The time in which it had to be decided has passed.</translation>
    </message>
    <message>
        <source>It has to be submitted again if it is still wanted.</source>
        <translation>It has to be submitted again if it is still wanted.</translation>
    </message>
    <message>
        <source>It is claimed: only the operator who has claimed it decides.</source>
        <translation>It is claimed: only the operator who has claimed it decides.</translation>
    </message>
    <message>
        <source>Ask that operator to release it.</source>
        <translation>Ask that operator to release it.</translation>
    </message>
    <message>
        <source>A value is not valid.</source>
        <translation>A value is not valid.</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>No name was entered.</source>
        <translation>No name was entered.</translation>
    </message>
    <message>
        <source>Enter a host name such as www.example.jp.</source>
        <translation>Enter a host name such as www.example.jp.</translation>
    </message>
    <message>
        <source>A URL was entered. Only its host name %{name} is used.</source>
        <translation>A URL was entered. Only its host name %{name} is used.</translation>
    </message>
    <message>
        <source>OK if this is the host you mean.</source>
        <translation>OK if this is the host you mean.</translation>
    </message>
    <message>
        <source>The name is written as %{name} in the certificate.</source>
        <translation>The name is written as %{name} in the certificate.</translation>
    </message>
    <message>
        <source>The name %{name} ends with a dot.</source>
        <translation>The name %{name} ends with a dot.</translation>
    </message>
    <message>
        <source>Remove the dot at the end.</source>
        <translation>Remove the dot at the end.</translation>
    </message>
    <message>
        <source>%{name} is an IP address, not a host name.</source>
        <translation>%{name} is an IP address, not a host name.</translation>
    </message>
    <message>
        <source>Use the host name that clients connect to.</source>
        <translation>Use the host name that clients connect to.</translation>
    </message>
    <message>
        <source>%{name} is a private or reserved IP address.</source>
        <translation>%{name} is a private or reserved IP address.</translation>
    </message>
    <message>
        <source>Use a host name under one of your registered domains.</source>
        <translation>Use a host name under one of your registered domains.</translation>
    </message>
    <message>
        <source>%{name} is an internal name: it has no domain.</source>
        <translation>%{name} is an internal name: it has no domain.</translation>
    </message>
    <message>
        <source>Enter the full name, for example %{name}.example.jp.</source>
        <translation>Enter the full name, for example %{name}.example.jp.</translation>
    </message>
    <message>
        <source>%{name} ends in .%{suffix}, which exists only inside private networks.</source>
        <translation>%{name} ends in .%{suffix}, which exists only inside private networks.</translation>
    </message>
    <message>
        <source>Use a name under one of your registered domains.</source>
        <translation>Use a name under one of your registered domains.</translation>
    </message>
    <message>
        <source>The name %{name} has two dots in a row or begins with a dot.</source>
        <translation>The name %{name} has two dots in a row or begins with a dot.</translation>
    </message>
    <message>
        <source>Remove the extra dot.</source>
        <translation>Remove the extra dot.</translation>
    </message>
    <message>
        <source>The name has %{length} characters in its ASCII form; at most %{limit} are allowed.</source>
        <translation>The name has %{length} characters in its ASCII form; at most %{limit} are allowed.</translation>
    </message>
    <message>
        <source>Use a shorter name.</source>
        <translation>Use a shorter name.</translation>
    </message>
    <message>
        <source>The part %{label} has %{length} characters in its ASCII form; at most %{limit} are allowed.</source>
        <translation>The part %{label} has %{length} characters in its ASCII form; at most %{limit} are allowed.</translation>
    </message>
    <message>
        <source>Shorten this part.</source>
        <translation>Shorten this part.</translation>
    </message>
    <message>
        <source>The part %{label} contains an underscore.</source>
        <translation>The part %{label} contains an underscore.</translation>
    </message>
    <message>
        <source>Host names in certificates can contain only letters, digits and hyphens. Rename the host.</source>
        <translation>Host names in certificates can contain only letters, digits and hyphens. Rename the host.</translation>
    </message>
    <message>
        <source>The part %{label} contains the character %{character}, which is not allowed in host names.</source>
        <translation>The part %{label} contains the character %{character}, which is not allowed in host names.</translation>
    </message>
    <message>
        <source>Use letters, digits and hyphens only.</source>
        <translation>Use letters, digits and hyphens only.</translation>
    </message>
    <message>
        <source>The part %{label} begins or ends with a hyphen.</source>
        <translation>The part %{label} begins or ends with a hyphen.</translation>
    </message>
    <message>
        <source>Remove this hyphen.</source>
        <translation>Remove this hyphen.</translation>
    </message>
    <message>
        <source>The part %{label} has hyphens as its third and fourth character, which is reserved for xn-- names.</source>
        <translation>The part %{label} has hyphens as its third and fourth character, which is reserved for xn-- names.</translation>
    </message>
    <message>
        <source>Use a name without this pair of hyphens.</source>
        <translation>Use a name without this pair of hyphens.</translation>
    </message>
    <message>
        <source>The part %{label} cannot be used in an internationalised host name.</source>
        <translation>The part %{label} cannot be used in an internationalised host name.</translation>
    </message>
    <message>
        <source>Use letters, kana, kanji, digits and hyphens that the domain registry allows.</source>
        <translation>Use letters, kana, kanji, digits and hyphens that the domain registry allows.</translation>
    </message>
    <message>
        <source>The part %{label} begins with xn-- but does not decode.</source>
        <translation>The part %{label} begins with xn-- but does not decode.</translation>
    </message>
    <message>
        <source>Enter the name in its readable form, or correct the xn-- form.</source>
        <translation>Enter the name in its readable form, or correct the xn-- form.</translation>
    </message>
    <message>
        <source>The part %{label} is not the regular xn-- form; that is %{expected}.</source>
        <translation>The part %{label} is not the regular xn-- form; that is %{expected}.</translation>
    </message>
    <message>
        <source>Use %{expected}.</source>
        <translation>Use %{expected}.</translation>
    </message>
    <message>
        <source>The part %{label} mixes * with other characters.</source>
        <translation>The part %{label} mixes * with other characters.</translation>
    </message>
    <message>
        <source>Use * only as the whole leftmost part, as in *.example.jp.</source>
        <translation>Use * only as the whole leftmost part, as in *.example.jp.</translation>
    </message>
    <message>
        <source>The * in %{name} is not the leftmost part.</source>
        <translation>The * in %{name} is not the leftmost part.</translation>
    </message>
    <message>
        <source>*.%{suffix} would cover domains of other owners.</source>
        <translation>*.%{suffix} would cover domains of other owners.</translation>
    </message>
    <message>
        <source>Put * below your own domain, as in *.example.jp.</source>
        <translation>Put * below your own domain, as in *.example.jp.</translation>
    </message>
    <message>
        <source>%{name} is a public suffix, not a domain registered to you.</source>
        <translation>%{name} is a public suffix, not a domain registered to you.</translation>
    </message>
    <message>
        <source>Enter your own domain below it.</source>
        <translation>Enter your own domain below it.</translation>
    </message>
    <message>
        <source>The top-level domain .%{suffix} is not in the Public Suffix List.</source>
        <translation>The top-level domain .%{suffix} is not in the Public Suffix List.</translation>
    </message>
    <message>
        <source>Check the spelling of the name.</source>
        <translation>Check the spelling of the name.</translation>
    </message>
    <message>
        <source>%{label} is too short: .jp domains have at least %{limit} characters.</source>
        <translation>%{label} is too short: .jp domains have at least %{limit} characters.</translation>
    </message>
    <message>
        <source>Check the spelling of the domain.</source>
        <translation>Check the spelling of the domain.</translation>
    </message>
    <message>
        <source>%{label} has %{length} characters: Japanese .jp domains have at most %{limit}.</source>
        <translation>%{label} has %{length} characters: Japanese .jp domains have at most %{limit}.</translation>
    </message>
    <message>
        <source>Domains under .%{suffix} are ASCII only; %{label} cannot be used.</source>
        <translation>Domains under .%{suffix} are ASCII only; %{label} cannot be used.</translation>
    </message>
    <message>
        <source>Enter the domain in ASCII letters.</source>
        <translation>Enter the domain in ASCII letters.</translation>
    </message>
    <message>
        <source>The subject has no %{type}.</source>
        <translation>The subject has no %{type}.</translation>
    </message>
    <message>
        <source>Create a new CSR with C, O, and ST or L in its subject.</source>
        <translation>Create a new CSR with C, O, and ST or L in its subject.</translation>
    </message>
    <message>
        <source>The subject contains %{type} %{count} times.</source>
        <translation>The subject contains %{type} %{count} times.</translation>
    </message>
    <message>
        <source>Create a new CSR with each part once.</source>
        <translation>Create a new CSR with each part once.</translation>
    </message>
    <message>
        <source>The order of the subject is %{value}; the certificate will use %{expected}.</source>
        <translation>The order of the subject is %{value}; the certificate will use %{expected}.</translation>
    </message>
    <message>
        <source>Nothing to do: the certificate uses the right order.</source>
        <translation>Nothing to do: the certificate uses the right order.</translation>
    </message>
    <message>
        <source>%{type} has %{length} characters; at most %{limit} are allowed.</source>
        <translation>%{type} has %{length} characters; at most %{limit} are allowed.</translation>
    </message>
    <message>
        <source>Shorten %{type}; a longer host name goes into the SAN only.</source>
        <translation>Shorten %{type}; a longer host name goes into the SAN only.</translation>
    </message>
    <message>
        <source>C is %{value}; it must be JP.</source>
        <translation>C is %{value}; it must be JP.</translation>
    </message>
    <message>
        <source>Create a new CSR with C=JP.</source>
        <translation>Create a new CSR with C=JP.</translation>
    </message>
    <message>
        <source>C is not encoded as PrintableString.</source>
        <translation>C is not encoded as PrintableString.</translation>
    </message>
    <message>
        <source>Create a new CSR with an up-to-date tool, such as openssl req.</source>
        <translation>Create a new CSR with an up-to-date tool, such as openssl req.</translation>
    </message>
    <message>
        <source>%{type} contains only dots, hyphens or spaces.</source>
        <translation>%{type} contains only dots, hyphens or spaces.</translation>
    </message>
    <message>
        <source>Enter the real value, or leave %{type} out.</source>
        <translation>Enter the real value, or leave %{type} out.</translation>
    </message>
    <message>
        <source>The subject has an OU (%{value}), which is no longer allowed in public certificates.</source>
        <translation>The subject has an OU (%{value}), which is no longer allowed in public certificates.</translation>
    </message>
    <message>
        <source>The certificate is issued without OU. Leave it out of the next CSR.</source>
        <translation>The certificate is issued without OU. Leave it out of the next CSR.</translation>
    </message>
    <message>
        <source>The subject has an OU (%{value}).</source>
        <translation>The subject has an OU (%{value}).</translation>
    </message>
    <message>
        <source>%{type} of the subject is not included in the certificate.</source>
        <translation>%{type} of the subject is not included in the certificate.</translation>
    </message>
    <message>
        <source>Nothing to do. Leave it out of the next CSR.</source>
        <translation>Nothing to do. Leave it out of the next CSR.</translation>
    </message>
    <message>
        <source>The CN %{name} is missing from the SAN and will be added there.</source>
        <translation>The CN %{name} is missing from the SAN and will be added there.</translation>
    </message>
    <message>
        <source>Nothing to do.</source>
        <translation>Nothing to do.</translation>
    </message>
    <message>
        <source>O contains %{value}, which is never used in a registered name.</source>
        <translation>O contains %{value}, which is never used in a registered name.</translation>
    </message>
    <message>
        <source>Use %{expected} instead.</source>
        <translation>Use %{expected} instead.</translation>
    </message>
    <message>
        <source>%{type} is written with combining characters (not in Unicode NFC).</source>
        <translation>%{type} is written with combining characters (not in Unicode NFC).</translation>
    </message>
    <message>
        <source>Nothing to do: the certificate uses the composed form.</source>
        <translation>Nothing to do: the certificate uses the composed form.</translation>
    </message>
    <message>
        <source>%{type} of an English subject contains the character %{character}.</source>
        <translation>%{type} of an English subject contains the character %{character}.</translation>
    </message>
    <message>
        <source>Use half-width letters, digits and symbols other than &quot; # ; and +.</source>
        <translation>Use half-width letters, digits and symbols other than &quot; # ; and +.</translation>
    </message>
    <message>
        <source>%{type} is “%{value}”, but “%{expected}” is registered. They first differ at character %{position}: %{character} instead of %{expectedCharacter}.</source>
        <translation>%{type} is “%{value}”, but “%{expected}” is registered. They first differ at character %{position}: %{character} instead of %{expectedCharacter}.</translation>
    </message>
    <message>
        <source>Create a new CSR with the registered value, or ask the certification authority to change the registered data.</source>
        <translation>Create a new CSR with the registered value, or ask the certification authority to change the registered data.</translation>
    </message>
    <message>
        <source>%{type} “%{value}” looks like the registered “%{expected}”, but character %{position} differs in width or form: %{character}, registered %{expectedCharacter}.</source>
        <translation>%{type} “%{value}” looks like the registered “%{expected}”, but character %{position} differs in width or form: %{character}, registered %{expectedCharacter}.</translation>
    </message>
    <message>
        <source>Create a new CSR with exactly the registered characters.</source>
        <translation>Create a new CSR with exactly the registered characters.</translation>
    </message>
    <message>
        <source>O is the registered name in the other language.</source>
        <translation>O is the registered name in the other language.</translation>
    </message>
    <message>
        <source>Choose the other language for this request, or write O as “%{expected}”.</source>
        <translation>Choose the other language for this request, or write O as “%{expected}”.</translation>
    </message>
    <message>
        <source>O is “%{value}”; no registered organisation has this name. Registered: %{expected}.</source>
        <translation>O is “%{value}”; no registered organisation has this name. Registered: %{expected}.</translation>
    </message>
    <message>
        <source>Create a new CSR with a registered name, or ask the certification authority to register the organisation.</source>
        <translation>Create a new CSR with a registered name, or ask the certification authority to register the organisation.</translation>
    </message>
    <message>
        <source>No English name is registered for %{name}.</source>
        <translation>No English name is registered for %{name}.</translation>
    </message>
    <message>
        <source>Choose a Japanese subject, or ask the certification authority to register the English name.</source>
        <translation>Choose a Japanese subject, or ask the certification authority to register the English name.</translation>
    </message>
    <message>
        <source>The organisation %{name} has not been validated.</source>
        <translation>The organisation %{name} has not been validated.</translation>
    </message>
    <message>
        <source>Ask the certification authority to validate it.</source>
        <translation>Ask the certification authority to validate it.</translation>
    </message>
    <message>
        <source>The validation of the organisation %{name} is older than %{limit} days.</source>
        <translation>The validation of the organisation %{name} is older than %{limit} days.</translation>
    </message>
    <message>
        <source>Ask the certification authority to validate it again.</source>
        <translation>Ask the certification authority to validate it again.</translation>
    </message>
    <message>
        <source>The validation of the organisation %{name} can be used until %{date}.</source>
        <translation>The validation of the organisation %{name} can be used until %{date}.</translation>
    </message>
    <message>
        <source>Ask the certification authority to validate it again before that day.</source>
        <translation>Ask the certification authority to validate it again before that day.</translation>
    </message>
    <message>
        <source>There is no registered data to compare with. Only the CSR itself was checked.</source>
        <translation>There is no registered data to compare with. Only the CSR itself was checked.</translation>
    </message>
    <message>
        <source>Organisation and domains are compared when the request is submitted.</source>
        <translation>Organisation and domains are compared when the request is submitted.</translation>
    </message>
    <message>
        <source>The organisation %{name} is not registered for EV.</source>
        <translation>The organisation %{name} is not registered for EV.</translation>
    </message>
    <message>
        <source>Choose SureServer, or ask the certification authority to register this organisation for EV.</source>
        <translation>Choose SureServer, or ask the certification authority to register this organisation for EV.</translation>
    </message>
    <message>
        <source>The registration of %{name} lacks what an EV subject needs: %{missing}.</source>
        <translation>The registration of %{name} lacks what an EV subject needs: %{missing}.</translation>
    </message>
    <message>
        <source>Ask the certification authority to complete the registration.</source>
        <translation>Ask the certification authority to complete the registration.</translation>
    </message>
    <message>
        <source>The domain %{domain} is not registered for EV.</source>
        <translation>The domain %{domain} is not registered for EV.</translation>
    </message>
    <message>
        <source>Choose SureServer, or ask the certification authority to register this domain for EV.</source>
        <translation>Choose SureServer, or ask the certification authority to register this domain for EV.</translation>
    </message>
    <message>
        <source>%{name} is a wildcard name, which EV certificates cannot contain.</source>
        <translation>%{name} is a wildcard name, which EV certificates cannot contain.</translation>
    </message>
    <message>
        <source>List each host name, or choose SureServer.</source>
        <translation>List each host name, or choose SureServer.</translation>
    </message>
    <message>
        <source>Keys of the type %{value} are not accepted.</source>
        <translation>Keys of the type %{value} are not accepted.</translation>
    </message>
    <message>
        <source>Make an RSA key of 2048 bits or more, or an EC key on P-256, P-384 or P-521.</source>
        <translation>Make an RSA key of 2048 bits or more, or an EC key on P-256, P-384 or P-521.</translation>
    </message>
    <message>
        <source>The curve %{value} is not accepted.</source>
        <translation>The curve %{value} is not accepted.</translation>
    </message>
    <message>
        <source>Make an EC key on one of: %{expected}.</source>
        <translation>Make an EC key on one of: %{expected}.</translation>
    </message>
    <message>
        <source>The RSA key has %{length} bits; at least %{limit} are needed.</source>
        <translation>The RSA key has %{length} bits; at least %{limit} are needed.</translation>
    </message>
    <message>
        <source>Make a new key of %{limit} bits or more and a new request.</source>
        <translation>Make a new key of %{limit} bits or more and a new request.</translation>
    </message>
    <message>
        <source>The RSA key has %{length} bits; more than %{limit} cannot be used.</source>
        <translation>The RSA key has %{length} bits; more than %{limit} cannot be used.</translation>
    </message>
    <message>
        <source>Make a new key of 2048, 3072 or 4096 bits.</source>
        <translation>Make a new key of 2048, 3072 or 4096 bits.</translation>
    </message>
    <message>
        <source>The RSA key has %{length} bits, which is not a multiple of 8.</source>
        <translation>The RSA key has %{length} bits, which is not a multiple of 8.</translation>
    </message>
    <message>
        <source>The public exponent of the RSA key is even or smaller than 3.</source>
        <translation>The public exponent of the RSA key is even or smaller than 3.</translation>
    </message>
    <message>
        <source>Make a new key with the exponent 65537.</source>
        <translation>Make a new key with the exponent 65537.</translation>
    </message>
    <message>
        <source>The public exponent of the RSA key is outside the recommended range from 65537 to 2^256-1.</source>
        <translation>The public exponent of the RSA key is outside the recommended range from 65537 to 2^256-1.</translation>
    </message>
    <message>
        <source>The modulus of the RSA key is even: the key is broken.</source>
        <translation>The modulus of the RSA key is even: the key is broken.</translation>
    </message>
    <message>
        <source>Make a new key with a current program.</source>
        <translation>Make a new key with a current program.</translation>
    </message>
    <message>
        <source>The modulus of the RSA key can be divided by %{value}: the key is broken.</source>
        <translation>The modulus of the RSA key can be divided by %{value}: the key is broken.</translation>
    </message>
    <message>
        <source>The key has the ROCA weakness (CVE-2017-15361): its private key can be computed.</source>
        <translation>The key has the ROCA weakness (CVE-2017-15361): its private key can be computed.</translation>
    </message>
    <message>
        <source>Make a new key outside the affected chip, or update the chip&apos;s firmware first.</source>
        <translation>Make a new key outside the affected chip, or update the chip&apos;s firmware first.</translation>
    </message>
    <message>
        <source>The primes of the RSA key lie close together: its private key can be computed.</source>
        <translation>The primes of the RSA key lie close together: its private key can be computed.</translation>
    </message>
    <message>
        <source>The CSR is signed with %{value}; %{expected} is needed.</source>
        <translation>The CSR is signed with %{value}; %{expected} is needed.</translation>
    </message>
    <message>
        <source>Create a new CSR with SHA-256.</source>
        <translation>Create a new CSR with SHA-256.</translation>
    </message>
    <message>
        <source>The signature of the CSR does not match its content.</source>
        <translation>The signature of the CSR does not match its content.</translation>
    </message>
    <message>
        <source>The CSR was changed after signing. Create a new one with your key.</source>
        <translation>The CSR was changed after signing. Create a new one with your key.</translation>
    </message>
    <message>
        <source>The key was used in certificate %{serial}, which was revoked for key compromise.</source>
        <translation>The key was used in certificate %{serial}, which was revoked for key compromise.</translation>
    </message>
    <message>
        <source>Make a new key; never use this one again.</source>
        <translation>Make a new key; never use this one again.</translation>
    </message>
    <message>
        <source>The same key is in a certificate of another organisation.</source>
        <translation>The same key is in a certificate of another organisation.</translation>
    </message>
    <message>
        <source>Make a new key for this organisation.</source>
        <translation>Make a new key for this organisation.</translation>
    </message>
    <message>
        <source>The key is the one of the certificate %{serial} that is renewed.</source>
        <translation>The key is the one of the certificate %{serial} that is renewed.</translation>
    </message>
    <message>
        <source>A new key at each renewal is safer. Give a reason if you must keep this one.</source>
        <translation>A new key at each renewal is safer. Give a reason if you must keep this one.</translation>
    </message>
    <message>
        <source>The key is already used in certificate %{serial}.</source>
        <translation>The key is already used in certificate %{serial}.</translation>
    </message>
    <message>
        <source>Use a separate key for each certificate. Give a reason if you must keep this one.</source>
        <translation>Use a separate key for each certificate. Give a reason if you must keep this one.</translation>
    </message>
    <message>
        <source>The CSR contains no host name.</source>
        <translation>The CSR contains no host name.</translation>
    </message>
    <message>
        <source>Create a new CSR with a host name in the SAN or the CN.</source>
        <translation>Create a new CSR with a host name in the SAN or the CN.</translation>
    </message>
    <message>
        <source>Create a new CSR with host names only.</source>
        <translation>Create a new CSR with host names only.</translation>
    </message>
    <message>
        <source>%{value} is not written as a host name in a certificate; the right form is %{expected}.</source>
        <translation>%{value} is not written as a host name in a certificate; the right form is %{expected}.</translation>
    </message>
    <message>
        <source>Create a new CSR with %{expected}.</source>
        <translation>Create a new CSR with %{expected}.</translation>
    </message>
    <message>
        <source>%{value} is written in small letters in the certificate.</source>
        <translation>%{value} is written in small letters in the certificate.</translation>
    </message>
    <message>
        <source>The SAN lists %{name} more than once.</source>
        <translation>The SAN lists %{name} more than once.</translation>
    </message>
    <message>
        <source>Nothing to do: the certificate lists it once.</source>
        <translation>Nothing to do: the certificate lists it once.</translation>
    </message>
    <message>
        <source>%{name} is not in a registered domain.</source>
        <translation>%{name} is not in a registered domain.</translation>
    </message>
    <message>
        <source>Ask the certification authority to register the domain %{registrable}, or remove this name.</source>
        <translation>Ask the certification authority to register the domain %{registrable}, or remove this name.</translation>
    </message>
    <message>
        <source>%{name} is in the domain %{domain}, which is registered for another organisation.</source>
        <translation>%{name} is in the domain %{domain}, which is registered for another organisation.</translation>
    </message>
    <message>
        <source>Use a domain of the organisation in the subject, or ask the certification authority to register it there too.</source>
        <translation>Use a domain of the organisation in the subject, or ask the certification authority to register it there too.</translation>
    </message>
    <message>
        <source>The control over the domain %{domain} has not been validated.</source>
        <translation>The control over the domain %{domain} has not been validated.</translation>
    </message>
    <message>
        <source>The validation of the domain %{domain} is older than %{limit} days.</source>
        <translation>The validation of the domain %{domain} is older than %{limit} days.</translation>
    </message>
    <message>
        <source>The validation of the domain %{domain} can be used until %{date}.</source>
        <translation>The validation of the domain %{domain} can be used until %{date}.</translation>
    </message>
    <message>
        <source>The CSR asks for a CA certificate.</source>
        <translation>The CSR asks for a CA certificate.</translation>
    </message>
    <message>
        <source>Create a new CSR without basicConstraints.</source>
        <translation>Create a new CSR without basicConstraints.</translation>
    </message>
    <message>
        <source>The extension %{value} of the CSR is not included in the certificate.</source>
        <translation>The extension %{value} of the CSR is not included in the certificate.</translation>
    </message>
    <message>
        <source>Not filled in.</source>
        <translation>Not filled in.</translation>
    </message>
    <message>
        <source>Fill in this field.</source>
        <translation>Fill in this field.</translation>
    </message>
    <message>
        <source>The text has %{length} characters; the maximum is %{limit}.</source>
        <translation>The text has %{length} characters; the maximum is %{limit}.</translation>
    </message>
    <message>
        <source>Shorten the text.</source>
        <translation>Shorten the text.</translation>
    </message>
    <message>
        <source>The text contains the character %{character}, which is invisible or changes the text direction.</source>
        <translation>The text contains the character %{character}, which is invisible or changes the text direction.</translation>
    </message>
    <message>
        <source>Delete the text and type it again.</source>
        <translation>Delete the text and type it again.</translation>
    </message>
    <message>
        <source>The text is not written in half-width characters.</source>
        <translation>The text is not written in half-width characters.</translation>
    </message>
    <message>
        <source>Enter %{expected}.</source>
        <translation>Enter %{expected}.</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, is not a digit.</source>
        <translation>Character %{position}, %{character}, is not a digit.</translation>
    </message>
    <message>
        <source>A corporate number is exactly 13 digits.</source>
        <translation>A corporate number is exactly 13 digits.</translation>
    </message>
    <message>
        <source>The corporate number has %{length} digits, not 13.</source>
        <translation>The corporate number has %{length} digits, not 13.</translation>
    </message>
    <message>
        <source>Compare it with the notice of the number (法人番号指定通知書) or the National Tax Agency&apos;s site.</source>
        <translation>Compare it with the notice of the number (法人番号指定通知書) or the National Tax Agency&apos;s site.</translation>
    </message>
    <message>
        <source>These 12 digits look like the company registration number; with its check digit the corporate number would be %{expected}.</source>
        <translation>These 12 digits look like the company registration number; with its check digit the corporate number would be %{expected}.</translation>
    </message>
    <message>
        <source>The first digit of a corporate number is never 0.</source>
        <translation>The first digit of a corporate number is never 0.</translation>
    </message>
    <message>
        <source>A company registration number is exactly 12 digits.</source>
        <translation>A company registration number is exactly 12 digits.</translation>
    </message>
    <message>
        <source>The company registration number has %{length} digits, not 12.</source>
        <translation>The company registration number has %{length} digits, not 12.</translation>
    </message>
    <message>
        <source>Enter the number shown in the certificate of registered matters (登記事項証明書).</source>
        <translation>Enter the number shown in the certificate of registered matters (登記事項証明書).</translation>
    </message>
    <message>
        <source>These 13 digits are the corporate number; the company registration number is %{expected}.</source>
        <translation>These 13 digits are the corporate number; the company registration number is %{expected}.</translation>
    </message>
    <message>
        <source>The first digit is %{value}; a company registration number begins with 0 to 5.</source>
        <translation>The first digit is %{value}; a company registration number begins with 0 to 5.</translation>
    </message>
    <message>
        <source>The number differs at digit %{position} from the corporate number without its first digit, %{expected}.</source>
        <translation>The number differs at digit %{position} from the corporate number without its first digit, %{expected}.</translation>
    </message>
    <message>
        <source>Correct this number or the corporate number, whichever is wrong.</source>
        <translation>Correct this number or the corporate number, whichever is wrong.</translation>
    </message>
    <message>
        <source>Enter the nine digits of the company code, or leave the field empty if there is none.</source>
        <translation>Enter the nine digits of the company code, or leave the field empty if there is none.</translation>
    </message>
    <message>
        <source>The Teikoku Databank code has %{length} digits, not 9.</source>
        <translation>The Teikoku Databank code has %{length} digits, not 9.</translation>
    </message>
    <message>
        <source>Enter seven digits, as in 060-0807.</source>
        <translation>Enter seven digits, as in 060-0807.</translation>
    </message>
    <message>
        <source>The postal code has %{length} digits, not 7.</source>
        <translation>The postal code has %{length} digits, not 7.</translation>
    </message>
    <message>
        <source>The postal code is not in the form NNN-NNNN.</source>
        <translation>The postal code is not in the form NNN-NNNN.</translation>
    </message>
    <message>
        <source>The postal code %{value} is not in this program&apos;s data, so it could not be compared with the address.</source>
        <translation>The postal code %{value} is not in this program&apos;s data, so it could not be compared with the address.</translation>
    </message>
    <message>
        <source>Check the digits. A new postal code may not be in the data yet; if it is right, there is nothing to do.</source>
        <translation>Check the digits. A new postal code may not be in the data yet; if it is right, there is nothing to do.</translation>
    </message>
    <message>
        <source>Correct the postal code or the prefecture.</source>
        <translation>Correct the postal code or the prefecture.</translation>
    </message>
    <message>
        <source>Correct the postal code or the municipality; if the address is right, give the reason.</source>
        <translation>Correct the postal code or the municipality; if the address is right, give the reason.</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, is not allowed in a telephone number.</source>
        <translation>Character %{position}, %{character}, is not allowed in a telephone number.</translation>
    </message>
    <message>
        <source>Enter a number in Japan, for example 03-1234-5678 or 090-1234-5678.</source>
        <translation>Enter a number in Japan, for example 03-1234-5678 or 090-1234-5678.</translation>
    </message>
    <message>
        <source>The number has a country code other than +81.</source>
        <translation>The number has a country code other than +81.</translation>
    </message>
    <message>
        <source>Telephone numbers in Japan do not begin with %{value}.</source>
        <translation>Telephone numbers in Japan do not begin with %{value}.</translation>
    </message>
    <message>
        <source>An e-mail address needs exactly one @ in the middle.</source>
        <translation>An e-mail address needs exactly one @ in the middle.</translation>
    </message>
    <message>
        <source>Enter one address in the form name@example.jp.</source>
        <translation>Enter one address in the form name@example.jp.</translation>
    </message>
    <message>
        <source>The address has %{length} characters; at most %{limit} are allowed.</source>
        <translation>The address has %{length} characters; at most %{limit} are allowed.</translation>
    </message>
    <message>
        <source>Use a shorter address.</source>
        <translation>Use a shorter address.</translation>
    </message>
    <message>
        <source>The part before the @ has %{length} characters; at most %{limit} are allowed.</source>
        <translation>The part before the @ has %{length} characters; at most %{limit} are allowed.</translation>
    </message>
    <message>
        <source>The part before the @ begins or ends with a dot, or has two dots in a row.</source>
        <translation>The part before the @ begins or ends with a dot, or has two dots in a row.</translation>
    </message>
    <message>
        <source>Use an address without such dots. Many mail servers refuse them.</source>
        <translation>Use an address without such dots. Many mail servers refuse them.</translation>
    </message>
    <message>
        <source>The part before the @ contains the character %{character}.</source>
        <translation>The part before the @ contains the character %{character}.</translation>
    </message>
    <message>
        <source>%{name} after the @ is not the name of a mail domain.</source>
        <translation>%{name} after the @ is not the name of a mail domain.</translation>
    </message>
    <message>
        <source>%{value} looks like the address of a role or a group, not of a person.</source>
        <translation>%{value} looks like the address of a role or a group, not of a person.</translation>
    </message>
    <message>
        <source>Enter the person&apos;s own address, not a shared one.</source>
        <translation>Enter the person&apos;s own address, not a shared one.</translation>
    </message>
    <message>
        <source>The login ID has %{length} characters; 4 to 64 are allowed.</source>
        <translation>The login ID has %{length} characters; 4 to 64 are allowed.</translation>
    </message>
    <message>
        <source>Choose a login ID of 4 to 64 characters.</source>
        <translation>Choose a login ID of 4 to 64 characters.</translation>
    </message>
    <message>
        <source>The login ID contains the character %{character}.</source>
        <translation>The login ID contains the character %{character}.</translation>
    </message>
    <message>
        <source>Use small letters, digits and the characters . _ - @ only.</source>
        <translation>Use small letters, digits and the characters . _ - @ only.</translation>
    </message>
    <message>
        <source>%{value} is shortened to %{expected}, the domain in the registry.</source>
        <translation>%{value} is shortened to %{expected}, the domain in the registry.</translation>
    </message>
    <message>
        <source>Nothing to do: you can request certificates for all host names in %{expected}.</source>
        <translation>Nothing to do: you can request certificates for all host names in %{expected}.</translation>
    </message>
    <message>
        <source>%{value} is a host name; the domain that is registered at the registry is %{expected}.</source>
        <translation>%{value} is a host name; the domain that is registered at the registry is %{expected}.</translation>
    </message>
    <message>
        <source>%{value} is already in the list as %{expected}.</source>
        <translation>%{value} is already in the list as %{expected}.</translation>
    </message>
    <message>
        <source>Remove one of the two.</source>
        <translation>Remove one of the two.</translation>
    </message>
    <message>
        <source>The list is full (%{limit} domains). %{value} was not added.</source>
        <translation>The list is full (%{limit} domains). %{value} was not added.</translation>
    </message>
    <message>
        <source>Remove domains you do not need, or ask the certification authority to add %{value} later.</source>
        <translation>Remove domains you do not need, or ask the certification authority to add %{value} later.</translation>
    </message>
    <message>
        <source>The list has %{length} domains; the maximum is %{limit}.</source>
        <translation>The list has %{length} domains; the maximum is %{limit}.</translation>
    </message>
    <message>
        <source>Remove domains you do not need, or ask the certification authority to add them later.</source>
        <translation>Remove domains you do not need, or ask the certification authority to add them later.</translation>
    </message>
    <message>
        <source>The text contains more than %{limit} entries. The rest was not read.</source>
        <translation>The text contains more than %{limit} entries. The rest was not read.</translation>
    </message>
    <message>
        <source>Paste the domains in smaller parts.</source>
        <translation>Paste the domains in smaller parts.</translation>
    </message>
    <message>
        <source>EV is ticked for %{value}, but no applicant applies for SureServer EV.</source>
        <translation>EV is ticked for %{value}, but no applicant applies for SureServer EV.</translation>
    </message>
    <message>
        <source>Untick EV here, or tick SureServer EV at the applicant corporation.</source>
        <translation>Untick EV here, or tick SureServer EV at the applicant corporation.</translation>
    </message>
    <message>
        <source>SureServer EV is applied for, but EV is ticked for no domain: only SureServer could be issued.</source>
        <translation>SureServer EV is applied for, but EV is ticked for no domain: only SureServer could be issued.</translation>
    </message>
    <message>
        <source>Tick EV for the domains that need EV certificates.</source>
        <translation>Tick EV for the domains that need EV certificates.</translation>
    </message>
    <message>
        <source>%{value} is also in the subscriber&apos;s own list.</source>
        <translation>%{value} is also in the subscriber&apos;s own list.</translation>
    </message>
    <message>
        <source>Keep the domain only in the list of the corporation it is registered to.</source>
        <translation>Keep the domain only in the list of the corporation it is registered to.</translation>
    </message>
    <message>
        <source>The number of certificates a year must be %{minimum} to %{limit}, not %{value}.</source>
        <translation>The number of certificates a year must be %{minimum} to %{limit}, not %{value}.</translation>
    </message>
    <message>
        <source>Enter the number of certificates planned for a year.</source>
        <translation>Enter the number of certificates planned for a year.</translation>
    </message>
    <message>
        <source>%{value} is already entered as applicant %{position} with the same responsible applicant.</source>
        <translation>%{value} is already entered as applicant %{position} with the same responsible applicant.</translation>
    </message>
    <message>
        <source>Remove one of the two, or name another responsible applicant.</source>
        <translation>Remove one of the two, or name another responsible applicant.</translation>
    </message>
    <message>
        <source>An applicant with the legal form %{value} cannot apply for EV.</source>
        <translation>An applicant with the legal form %{value} cannot apply for EV.</translation>
    </message>
    <message>
        <source>Untick SureServer EV for this applicant.</source>
        <translation>Untick SureServer EV for this applicant.</translation>
    </message>
    <message>
        <source>The category is that of a private organisation, but the legal form %{value} is a government body.</source>
        <translation>The category is that of a private organisation, but the legal form %{value} is a government body.</translation>
    </message>
    <message>
        <source>Choose the government category, or correct the legal form.</source>
        <translation>Choose the government category, or correct the legal form.</translation>
    </message>
    <message>
        <source>The category is that of a government body, but the legal form %{value} is private.</source>
        <translation>The category is that of a government body, but the legal form %{value} is private.</translation>
    </message>
    <message>
        <source>Choose the private category, or correct the legal form.</source>
        <translation>Choose the private category, or correct the legal form.</translation>
    </message>
    <message>
        <source>The category does not fit the legal form %{value}.</source>
        <translation>The category does not fit the legal form %{value}.</translation>
    </message>
    <message>
        <source>Choose the category of this kind of body, or correct the legal form.</source>
        <translation>Choose the category of this kind of body, or correct the legal form.</translation>
    </message>
    <message>
        <source>For a private organisation the establishing body is %{expected} (Legal Affairs Bureau).</source>
        <translation>For a private organisation the establishing body is %{expected} (Legal Affairs Bureau).</translation>
    </message>
    <message>
        <source>%{value} is not the English name of a prefecture.</source>
        <translation>%{value} is not the English name of a prefecture.</translation>
    </message>
    <message>
        <source>Write the name of the prefecture, as in %{expected}.</source>
        <translation>Write the name of the prefecture, as in %{expected}.</translation>
    </message>
    <message>
        <source>%{value} is not the prefecture of the address, %{expected}.</source>
        <translation>%{value} is not the prefecture of the address, %{expected}.</translation>
    </message>
    <message>
        <source>Correct the prefecture; if both are right, give the reason.</source>
        <translation>Correct the prefecture; if both are right, give the reason.</translation>
    </message>
    <message>
        <source>The country is %{value}. Applicants are corporations in Japan, so it must be JP.</source>
        <translation>The country is %{value}. Applicants are corporations in Japan, so it must be JP.</translation>
    </message>
    <message>
        <source>Write JP.</source>
        <translation>Write JP.</translation>
    </message>
    <message>
        <source>There is no prefecture with the number %{value}.</source>
        <translation>There is no prefecture with the number %{value}.</translation>
    </message>
    <message>
        <source>Choose one of the 47 prefectures.</source>
        <translation>Choose one of the 47 prefectures.</translation>
    </message>
    <message>
        <source>The municipality begins with the name of the prefecture, which the certificate shows already.</source>
        <translation>The municipality begins with the name of the prefecture, which the certificate shows already.</translation>
    </message>
    <message>
        <source>%{value} does not end in 市, 区, 町 or 村, as a municipality does.</source>
        <translation>%{value} does not end in 市, 区, 町 or 村, as a municipality does.</translation>
    </message>
    <message>
        <source>Write the municipality alone: the city with its ward, the town or the village; in Tokyo&apos;s 23 wards the ward. Streets do not belong here.</source>
        <translation>Write the municipality alone: the city with its ward, the town or the village; in Tokyo&apos;s 23 wards the ward. Streets do not belong here.</translation>
    </message>
    <message>
        <source>Character %{position} of the English municipality, %{character}, is not allowed.</source>
        <translation>Character %{position} of the English municipality, %{character}, is not allowed.</translation>
    </message>
    <message>
        <source>In Tokyo&apos;s 23 wards the English municipality is the ward, usually written as in %{expected}.</source>
        <translation>In Tokyo&apos;s 23 wards the English municipality is the ward, usually written as in %{expected}.</translation>
    </message>
    <message>
        <source>Write %{expected}, or keep the ward&apos;s own spelling.</source>
        <translation>Write %{expected}, or keep the ward&apos;s own spelling.</translation>
    </message>
    <message>
        <source>The direct telephone of the responsible applicant is the main telephone.</source>
        <translation>The direct telephone of the responsible applicant is the main telephone.</translation>
    </message>
    <message>
        <source>The certification authority calls the responsible applicant. Enter a direct number if there is one.</source>
        <translation>The certification authority calls the responsible applicant. Enter a direct number if there is one.</translation>
    </message>
    <message>
        <source>Operator %{position} already has the common name %{value}.</source>
        <translation>Operator %{position} already has the common name %{value}.</translation>
    </message>
    <message>
        <source>Give each operator a common name of their own.</source>
        <translation>Give each operator a common name of their own.</translation>
    </message>
    <message>
        <source>Operator %{position} already has the address %{value}.</source>
        <translation>Operator %{position} already has the address %{value}.</translation>
    </message>
    <message>
        <source>Enter each operator&apos;s own address, not a shared one.</source>
        <translation>Enter each operator&apos;s own address, not a shared one.</translation>
    </message>
    <message>
        <source>One operator is free of charge. Operator %{position} is charged.</source>
        <translation>One operator is free of charge. Operator %{position} is charged.</translation>
    </message>
    <message>
        <source>OK if you need this operator.</source>
        <translation>OK if you need this operator.</translation>
    </message>
    <message>
        <source>The name in kana contains the character %{character}.</source>
        <translation>The name in kana contains the character %{character}.</translation>
    </message>
    <message>
        <source>Enter family name and given name in katakana with a space between, as in ヤマダ タロウ.</source>
        <translation>Enter family name and given name in katakana with a space between, as in ヤマダ タロウ.</translation>
    </message>
    <message>
        <source>This is the address of operator %{position}.</source>
        <translation>This is the address of operator %{position}.</translation>
    </message>
    <message>
        <source>A mailing list that includes the operators is advised. The address is for CC and Reply-To of the notices.</source>
        <translation>A mailing list that includes the operators is advised. The address is for CC and Reply-To of the notices.</translation>
    </message>
    <message>
        <source>The consent of the corporation that asks for the certificates (発行依頼者) has not been confirmed.</source>
        <translation>The consent of the corporation that asks for the certificates (発行依頼者) has not been confirmed.</translation>
    </message>
    <message>
        <source>Obtain its consent before applying, then tick this box.</source>
        <translation>Obtain its consent before applying, then tick this box.</translation>
    </message>
    <message>
        <source>The corporation of the three-party contract is applicant %{position} itself.</source>
        <translation>The corporation of the three-party contract is applicant %{position} itself.</translation>
    </message>
    <message>
        <source>A three-party contract is for another corporation. Correct the data, or untick it.</source>
        <translation>A three-party contract is for another corporation. Correct the data, or untick it.</translation>
    </message>
    <message>
        <source>There are warnings. Give the reason for sending the application anyway.</source>
        <translation>There are warnings. Give the reason for sending the application anyway.</translation>
    </message>
    <message>
        <source>Fix the warnings, or give the reason. It is kept with the application.</source>
        <translation>Fix the warnings, or give the reason. It is kept with the application.</translation>
    </message>
    <message>
        <source>In Tokyo&apos;s 23 wards the English municipality is the ward, not Tokyo.</source>
        <translation>In Tokyo&apos;s 23 wards the English municipality is the ward, not Tokyo.</translation>
    </message>
    <message>
        <source>Write the ward of %{value}, as in Minato City.</source>
        <translation>Write the ward of %{value}, as in Minato City.</translation>
    </message>
    <message>
        <source>Enter the name.</source>
        <translation>Enter the name.</translation>
    </message>
    <message>
        <source>The name contains only dots, hyphens or spaces.</source>
        <translation>The name contains only dots, hyphens or spaces.</translation>
    </message>
    <message>
        <source>Enter the real name.</source>
        <translation>Enter the real name.</translation>
    </message>
    <message>
        <source>The name has %{length} characters; the form allows %{limit}.</source>
        <translation>The name has %{length} characters; the form allows %{limit}.</translation>
    </message>
    <message>
        <source>Do not shorten it. Tick “Consult the service desk about the name&apos;s length” and give the reason. You can save and send the application like this.</source>
        <translation>Do not shorten it. Tick “Consult the service desk about the name&apos;s length” and give the reason. You can save and send the application like this.</translation>
    </message>
    <message>
        <source>The name has %{length} characters; the form allows %{limit}. The service desk will be consulted.</source>
        <translation>The name has %{length} characters; the form allows %{limit}. The service desk will be consulted.</translation>
    </message>
    <message>
        <source>Nothing to do. The service desk will tell you how the name will appear in the certificate.</source>
        <translation>Nothing to do. The service desk will tell you how the name will appear in the certificate.</translation>
    </message>
    <message>
        <source>The name is written with combining characters (not in Unicode NFC).</source>
        <translation>The name is written with combining characters (not in Unicode NFC).</translation>
    </message>
    <message>
        <source>Nothing to do: it is stored in the composed form, which looks the same.</source>
        <translation>Nothing to do: it is stored in the composed form, which looks the same.</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, is a compatibility character. In Unicode NFC it becomes %{expected}.</source>
        <translation>Character %{position}, %{character}, is a compatibility character. In Unicode NFC it becomes %{expected}.</translation>
    </message>
    <message>
        <source>Check that %{expected} is right for the name. The other form cannot be used in a certificate.</source>
        <translation>Check that %{expected} is right for the name. The other form cannot be used in a certificate.</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, is followed by the variation selector %{selector}: together they count as 2 characters.</source>
        <translation>Character %{position}, %{character}, is followed by the variation selector %{selector}: together they count as 2 characters.</translation>
    </message>
    <message>
        <source>Many systems do not show the difference: leave the selector out unless the registry needs it.</source>
        <translation>Many systems do not show the difference: leave the selector out unless the registry needs it.</translation>
    </message>
    <message>
        <source>There is a line break or a tab at position %{position} (%{character}).</source>
        <translation>There is a line break or a tab at position %{position} (%{character}).</translation>
    </message>
    <message>
        <source>Write the name in one line.</source>
        <translation>Write the name in one line.</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, is invisible or changes the text direction.</source>
        <translation>Character %{position}, %{character}, is invisible or changes the text direction.</translation>
    </message>
    <message>
        <source>Remove it, or type the name again.</source>
        <translation>Remove it, or type the name again.</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, is a user-defined character (外字), which other computers cannot show.</source>
        <translation>Character %{position}, %{character}, is a user-defined character (外字), which other computers cannot show.</translation>
    </message>
    <message>
        <source>Write the name with standard characters; ask the service desk if there is none.</source>
        <translation>Write the name with standard characters; ask the service desk if there is none.</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, is an unusual kind of space.</source>
        <translation>Character %{position}, %{character}, is an unusual kind of space.</translation>
    </message>
    <message>
        <source>Write an ordinary space, %{expected}, or none.</source>
        <translation>Write an ordinary space, %{expected}, or none.</translation>
    </message>
    <message>
        <source>There is a space at the beginning or the end of the name (%{character} at position %{position}).</source>
        <translation>There is a space at the beginning or the end of the name (%{character} at position %{position}).</translation>
    </message>
    <message>
        <source>Remove the space.</source>
        <translation>Remove the space.</translation>
    </message>
    <message>
        <source>There are several spaces in a row at position %{position}.</source>
        <translation>There are several spaces in a row at position %{position}.</translation>
    </message>
    <message>
        <source>Leave one space.</source>
        <translation>Leave one space.</translation>
    </message>
    <message>
        <source>There is a space (%{character}) at position %{position}; a registered name has spaces between words in romaji only.</source>
        <translation>There is a space (%{character}) at position %{position}; a registered name has spaces between words in romaji only.</translation>
    </message>
    <message>
        <source>Remove the space, also beside the legal form.</source>
        <translation>Remove the space, also beside the legal form.</translation>
    </message>
    <message>
        <source>“%{value}” at position %{position} is an abbreviation and never part of a registered name.</source>
        <translation>“%{value}” at position %{position} is an abbreviation and never part of a registered name.</translation>
    </message>
    <message>
        <source>From character %{position}, %{character}, there is half-width katakana.</source>
        <translation>From character %{position}, %{character}, there is half-width katakana.</translation>
    </message>
    <message>
        <source>Letters, digits or symbols are half width (%{character} at position %{position}); the registry writes them full width (%{expected}).</source>
        <translation>Letters, digits or symbols are half width (%{character} at position %{position}); the registry writes them full width (%{expected}).</translation>
    </message>
    <message>
        <source>Both are accepted. The certificate shows the name as entered, and the CSR must use the same width.</source>
        <translation>Both are accepted. The certificate shows the name as entered, and the CSR must use the same width.</translation>
    </message>
    <message>
        <source>Letters, digits or symbols are full width (%{character} at position %{position}), as the registry writes them; the half-width form is %{expected}.</source>
        <translation>Letters, digits or symbols are full width (%{character} at position %{position}), as the registry writes them; the half-width form is %{expected}.</translation>
    </message>
    <message>
        <source>Half-width and full-width letters or digits are mixed (%{character} at position %{position} is half width).</source>
        <translation>Half-width and full-width letters or digits are mixed (%{character} at position %{position} is half width).</translation>
    </message>
    <message>
        <source>Use one width throughout. The registry uses full width.</source>
        <translation>Use one width throughout. The registry uses full width.</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, only looks like the hyphen of registered names.</source>
        <translation>Character %{position}, %{character}, only looks like the hyphen of registered names.</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, follows kana, where the long vowel mark is expected.</source>
        <translation>Character %{position}, %{character}, follows kana, where the long vowel mark is expected.</translation>
    </message>
    <message>
        <source>Write %{expected} if a long vowel is meant; the hyphen between words is ‐ (U+2010).</source>
        <translation>Write %{expected} if a long vowel is meant; the hyphen between words is ‐ (U+2010).</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, is the long vowel mark but does not follow kana.</source>
        <translation>Character %{position}, %{character}, is the long vowel mark but does not follow kana.</translation>
    </message>
    <message>
        <source>Write %{expected} if that is meant.</source>
        <translation>Write %{expected} if that is meant.</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, is a wave dash, which is not allowed in a registered name.</source>
        <translation>Character %{position}, %{character}, is a wave dash, which is not allowed in a registered name.</translation>
    </message>
    <message>
        <source>Check the registry. After kana it is usually the long vowel mark: %{expected}.</source>
        <translation>Check the registry. After kana it is usually the long vowel mark: %{expected}.</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, only looks like %{expected}.</source>
        <translation>Character %{position}, %{character}, only looks like %{expected}.</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, is next to katakana and looks like %{expected}.</source>
        <translation>Character %{position}, %{character}, is next to katakana and looks like %{expected}.</translation>
    </message>
    <message>
        <source>Enter %{expected} if you mean the katakana.</source>
        <translation>Enter %{expected} if you mean the katakana.</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, is a compatibility character, which is not allowed in a registered name.</source>
        <translation>Character %{position}, %{character}, is a compatibility character, which is not allowed in a registered name.</translation>
    </message>
    <message>
        <source>Enter %{expected}, or the name as registered.</source>
        <translation>Enter %{expected}, or the name as registered.</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, is not allowed in a registered name.</source>
        <translation>Character %{position}, %{character}, is not allowed in a registered name.</translation>
    </message>
    <message>
        <source>A registered name can contain only Japanese characters, letters, digits and ＆ ’ ， ‐ ． ・. Enter it as registered.</source>
        <translation>A registered name can contain only Japanese characters, letters, digits and ＆ ’ ， ‐ ． ・. Enter it as registered.</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, is a symbol at the beginning or the end of the name.</source>
        <translation>Character %{position}, %{character}, is a symbol at the beginning or the end of the name.</translation>
    </message>
    <message>
        <source>Use symbols only between words. ． may end an abbreviation in romaji.</source>
        <translation>Use symbols only between words. ． may end an abbreviation in romaji.</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, follows another symbol.</source>
        <translation>Character %{position}, %{character}, follows another symbol.</translation>
    </message>
    <message>
        <source>Leave one symbol between words.</source>
        <translation>Leave one symbol between words.</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, is a variant ideograph that is not in JIS X 0208; the usual form is %{expected}.</source>
        <translation>Character %{position}, %{character}, is a variant ideograph that is not in JIS X 0208; the usual form is %{expected}.</translation>
    </message>
    <message>
        <source>Keep it if the name is registered with it, and give that as the reason. Some systems cannot show it.</source>
        <translation>Keep it if the name is registered with it, and give that as the reason. Some systems cannot show it.</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, is not in JIS X 0208; some systems cannot show it.</source>
        <translation>Character %{position}, %{character}, is not in JIS X 0208; some systems cannot show it.</translation>
    </message>
    <message>
        <source>Keep it if the name is registered with it, and give that as the reason.</source>
        <translation>Keep it if the name is registered with it, and give that as the reason.</translation>
    </message>
    <message>
        <source>There is no name other than %{form}.</source>
        <translation>There is no name other than %{form}.</translation>
    </message>
    <message>
        <source>Enter the whole name.</source>
        <translation>Enter the whole name.</translation>
    </message>
    <message>
        <source>The legal form is %{form}, but the name does not contain it.</source>
        <translation>The legal form is %{form}, but the name does not contain it.</translation>
    </message>
    <message>
        <source>Enter the whole registered name, or choose the right legal form.</source>
        <translation>Enter the whole registered name, or choose the right legal form.</translation>
    </message>
    <message>
        <source>The legal form is %{form}, but the name contains %{found}.</source>
        <translation>The legal form is %{form}, but the name contains %{found}.</translation>
    </message>
    <message>
        <source>Correct the name, or choose the legal form used in it.</source>
        <translation>Correct the name, or choose the legal form used in it.</translation>
    </message>
    <message>
        <source>%{form} appears in the name more than once.</source>
        <translation>%{form} appears in the name more than once.</translation>
    </message>
    <message>
        <source>Write it once, as the registry does.</source>
        <translation>Write it once, as the registry does.</translation>
    </message>
    <message>
        <source>%{form} is in the middle of the name.</source>
        <translation>%{form} is in the middle of the name.</translation>
    </message>
    <message>
        <source>Enter only the corporation&apos;s name, without a branch or department. The legal form comes first or last.</source>
        <translation>Enter only the corporation&apos;s name, without a branch or department. The legal form comes first or last.</translation>
    </message>
    <message>
        <source>%{form} comes before the name, but another position is chosen.</source>
        <translation>%{form} comes before the name, but another position is chosen.</translation>
    </message>
    <message>
        <source>Choose “before the name” as the position, or correct the name.</source>
        <translation>Choose “before the name” as the position, or correct the name.</translation>
    </message>
    <message>
        <source>%{form} comes after the name, but another position is chosen.</source>
        <translation>%{form} comes after the name, but another position is chosen.</translation>
    </message>
    <message>
        <source>Choose “after the name” as the position, or correct the name.</source>
        <translation>Choose “after the name” as the position, or correct the name.</translation>
    </message>
    <message>
        <source>The name ends with %{found}. For a private school, the applicant is the corporation that runs it.</source>
        <translation>The name ends with %{found}. For a private school, the applicant is the corporation that runs it.</translation>
    </message>
    <message>
        <source>Enter the school corporation&apos;s registered name, unless it is this one.</source>
        <translation>Enter the school corporation&apos;s registered name, unless it is this one.</translation>
    </message>
    <message>
        <source>There are Japanese characters, the first at position %{position}.</source>
        <translation>There are Japanese characters, the first at position %{position}.</translation>
    </message>
    <message>
        <source>Write the name in half-width letters: in English or in romaji.</source>
        <translation>Write the name in half-width letters: in English or in romaji.</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, is full width.</source>
        <translation>Character %{position}, %{character}, is full width.</translation>
    </message>
    <message>
        <source>Write all of the name in half width.</source>
        <translation>Write all of the name in half width.</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, is not allowed in an English name.</source>
        <translation>Character %{position}, %{character}, is not allowed in an English name.</translation>
    </message>
    <message>
        <source>There is no space after a comma.</source>
        <translation>There is no space after a comma.</translation>
    </message>
    <message>
        <source>Write “Co., Ltd.” with a space, if the official name has it.</source>
        <translation>Write “Co., Ltd.” with a space, if the official name has it.</translation>
    </message>
    <message>
        <source>The common name has %{length} characters; at most %{limit} are allowed.</source>
        <translation>The common name has %{length} characters; at most %{limit} are allowed.</translation>
    </message>
    <message>
        <source>Shorten the surname as the operator writes it elsewhere, for example in the passport.</source>
        <translation>Shorten the surname as the operator writes it elsewhere, for example in the passport.</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, is not allowed in a common name.</source>
        <translation>Character %{position}, %{character}, is not allowed in a common name.</translation>
    </message>
    <message>
        <source>Write capital letters and one dot: T.YAMADA.</source>
        <translation>Write capital letters and one dot: T.YAMADA.</translation>
    </message>
    <message>
        <source>Character %{position}, %{character}, is a small letter.</source>
        <translation>Character %{position}, %{character}, is a small letter.</translation>
    </message>
    <message>
        <source>Write capital letters only.</source>
        <translation>Write capital letters only.</translation>
    </message>
    <message>
        <source>The common name is not in the form initial, dot, surname.</source>
        <translation>The common name is not in the form initial, dot, surname.</translation>
    </message>
    <message>
        <source>Enter it like T.YAMADA for 山田 太郎.</source>
        <translation>Enter it like T.YAMADA for 山田 太郎.</translation>
    </message>
    <message>
        <source>The password has %{length} characters; at least %{limit} are needed.</source>
        <translation>The password has %{length} characters; at least %{limit} are needed.</translation>
    </message>
    <message>
        <source>Use a longer password: several unrelated words are easy to remember.</source>
        <translation>Use a longer password: several unrelated words are easy to remember.</translation>
    </message>
    <message>
        <source>The password has %{length} characters; %{limit} or more are recommended.</source>
        <translation>The password has %{length} characters; %{limit} or more are recommended.</translation>
    </message>
    <message>
        <source>Add some characters or a further word.</source>
        <translation>Add some characters or a further word.</translation>
    </message>
    <message>
        <source>The password has %{length} characters; the maximum is %{limit}.</source>
        <translation>The password has %{length} characters; the maximum is %{limit}.</translation>
    </message>
    <message>
        <source>Use a shorter password.</source>
        <translation>Use a shorter password.</translation>
    </message>
    <message>
        <source>The password contains a character that cannot be typed, such as a line break or a tab.</source>
        <translation>The password contains a character that cannot be typed, such as a line break or a tab.</translation>
    </message>
    <message>
        <source>Type the password by hand.</source>
        <translation>Type the password by hand.</translation>
    </message>
    <message>
        <source>The password contains characters other than half-width letters, digits and symbols.</source>
        <translation>The password contains characters other than half-width letters, digits and symbols.</translation>
    </message>
    <message>
        <source>Not every keyboard can type them: use half-width letters, digits and symbols.</source>
        <translation>Not every keyboard can type them: use half-width letters, digits and symbols.</translation>
    </message>
    <message>
        <source>The password begins or ends with a space.</source>
        <translation>The password begins or ends with a space.</translation>
    </message>
    <message>
        <source>Remove the space if it came with copying.</source>
        <translation>Remove the space if it came with copying.</translation>
    </message>
    <message>
        <source>The password contains the login ID, an e-mail address or a name from this form.</source>
        <translation>The password contains the login ID, an e-mail address or a name from this form.</translation>
    </message>
    <message>
        <source>Use words that have nothing to do with you.</source>
        <translation>Use words that have nothing to do with you.</translation>
    </message>
    <message>
        <source>The password is easy to guess.</source>
        <translation>The password is easy to guess.</translation>
    </message>
    <message>
        <source>Use a longer one without common words, names, dates or sequences.</source>
        <translation>Use a longer one without common words, names, dates or sequences.</translation>
    </message>
    <message>
        <source>The password could be stronger.</source>
        <translation>The password could be stronger.</translation>
    </message>
    <message>
        <source>Add a further word or some characters.</source>
        <translation>Add a further word or some characters.</translation>
    </message>
    <message>
        <source>Much of the password is a common word, name or password.</source>
        <translation>Much of the password is a common word, name or password.</translation>
    </message>
    <message>
        <source>Add words that do not belong together.</source>
        <translation>Add words that do not belong together.</translation>
    </message>
    <message>
        <source>The password repeats the same characters.</source>
        <translation>The password repeats the same characters.</translation>
    </message>
    <message>
        <source>Replace the repetition.</source>
        <translation>Replace the repetition.</translation>
    </message>
    <message>
        <source>The password contains a sequence such as abcd or 1234.</source>
        <translation>The password contains a sequence such as abcd or 1234.</translation>
    </message>
    <message>
        <source>Replace the sequence.</source>
        <translation>Replace the sequence.</translation>
    </message>
    <message>
        <source>The password contains neighbouring keys, such as qwerty.</source>
        <translation>The password contains neighbouring keys, such as qwerty.</translation>
    </message>
    <message>
        <source>Replace this part.</source>
        <translation>Replace this part.</translation>
    </message>
    <message>
        <source>The password contains a date or a year.</source>
        <translation>The password contains a date or a year.</translation>
    </message>
    <message>
        <source>The first digit is %{value}, but the other twelve require %{digit}. At least one digit is wrong.</source>
        <translation>The first digit is %{value}, but the other twelve require %{digit}. At least one digit is wrong.</translation>
    </message>
    <message>
        <source>The postal code %{value} belongs to %{place}, not to %{name}.</source>
        <translation>The postal code %{value} belongs to %{place}, not to %{name}.</translation>
    </message>
    <message>
        <source>The postal code %{value} belongs to %{place}, but the municipality is entered as %{name}.</source>
        <translation>The postal code %{value} belongs to %{place}, but the municipality is entered as %{name}.</translation>
    </message>
    <message>
        <source>OK if intended.</source>
        <translation>OK if intended.</translation>
    </message>
    <message>
        <source>The number has %{length} digits; numbers that begin with %{value} have %{count}.</source>
        <translation>The number has %{length} digits; numbers that begin with %{value} have %{count}.</translation>
    </message>
    <message>
        <source>This login ID is already in use.</source>
        <translation>This login ID is already in use.</translation>
    </message>
    <message>
        <source>Choose another login ID and send the application again. This time it was not accepted.</source>
        <translation>Choose another login ID and send the application again. This time it was not accepted.</translation>
    </message>
    <message>
        <source>There are %{count} more findings, not listed here.</source>
        <translation>There are %{count} more findings, not listed here.</translation>
    </message>
    <message>
        <source>Fix the listed problems, then check again.</source>
        <translation>Fix the listed problems, then check again.</translation>
    </message>
    <message>
        <source>The request is not waiting for approval.</source>
        <translation>The request is not waiting for approval.</translation>
    </message>
    <message>
        <source>Check its status and history. If it is on hold, release it first.</source>
        <translation>Check its status and history. If it is on hold, release it first.</translation>
    </message>
    <message>
        <source>Another operator has claimed the request.</source>
        <translation>Another operator has claimed the request.</translation>
    </message>
    <message>
        <source>Leave it to that operator, or release the claim first.</source>
        <translation>Leave it to that operator, or release the claim first.</translation>
    </message>
    <message>
        <source>You have approved this request already.</source>
        <translation>You have approved this request already.</translation>
    </message>
    <message>
        <source>Another operator has to approve it too.</source>
        <translation>Another operator has to approve it too.</translation>
    </message>
    <message>
        <source>You edited this request last, and it needs several approvals.</source>
        <translation>You edited this request last, and it needs several approvals.</translation>
    </message>
    <message>
        <source>Other operators must approve it.</source>
        <translation>Other operators must approve it.</translation>
    </message>
    <message>
        <source>Ask the owner of the domain to add a CAA record for %{expected}, or to remove this name from the request.</source>
        <translation>Ask the owner of the domain to add a CAA record for %{expected}, or to remove this name from the request.</translation>
    </message>
    <message>
        <source>Ask the owner of the domain to remove this record or its critical flag.</source>
        <translation>Ask the owner of the domain to remove this record or its critical flag.</translation>
    </message>
    <message>
        <source>Check again later. If it cannot wait, give a reason.</source>
        <translation>Check again later. If it cannot wait, give a reason.</translation>
    </message>
    <message>
        <source>The CAA records of %{domain} (%{value}) do not allow this certification authority to issue for %{name}.</source>
        <translation>The CAA records of %{domain} (%{value}) do not allow this certification authority to issue for %{name}.</translation>
    </message>
    <message>
        <source>A critical CAA record at %{domain} (%{value}) is not understood, so nobody may issue for %{name}.</source>
        <translation>A critical CAA record at %{domain} (%{value}) is not understood, so nobody may issue for %{name}.</translation>
    </message>
    <message>
        <source>The CAA records of %{name} could not be checked (%{value}).</source>
        <translation>The CAA records of %{name} could not be checked (%{value}).</translation>
    </message>
    <message>
        <source>This site does not provide registered data. Organisation and domains were not compared.</source>
        <translation>This site does not provide registered data. Organisation and domains were not compared.</translation>
    </message>
    <message>
        <source>To compare them, choose a file with the registered organisations and domains for this site.</source>
        <translation>To compare them, choose a file with the registered organisations and domains for this site.</translation>
    </message>
    <message>
        <source>The CSR asks for names that the profile will not put into the certificate: %{names}.</source>
        <translation>The CSR asks for names that the profile will not put into the certificate: %{names}.</translation>
    </message>
    <message>
        <source>Approve only if the certificate is useful without these names. If not, reject the request and suggest a profile that accepts them.</source>
        <translation>Approve only if the certificate is useful without these names. If not, reject the request and suggest a profile that accepts them.</translation>
    </message>
    <message>
        <source>No DNS server answers this computer. The CAA records were not checked.</source>
        <translation>No DNS server answers this computer. The CAA records were not checked.</translation>
    </message>
    <message>
        <source>Check the computer&apos;s DNS settings, or check the CAA records in another way before you approve.</source>
        <translation>Check the computer&apos;s DNS settings, or check the CAA records in another way before you approve.</translation>
    </message>
    <message>
        <source>%{type} is a %{value} in the request; the certificate has it as UTF8String.</source>
        <translation>%{type} is a %{value} in the request; the certificate has it as UTF8String.</translation>
    </message>
    <message>
        <source>%{type} is a %{value}, which has no place for %{character}: other programs read something else there.</source>
        <translation>%{type} is a %{value}, which has no place for %{character}: other programs read something else there.</translation>
    </message>
    <message>
        <source>Create a new CSR with UTF8String. With OpenSSL, set string_mask = utf8only in its configuration and use the option -utf8.</source>
        <translation>Create a new CSR with UTF8String. With OpenSSL, set string_mask = utf8only in its configuration and use the option -utf8.</translation>
    </message>
    <message>
        <source>%{type} holds the character %{character}, which does not show.</source>
        <translation>%{type} holds the character %{character}, which does not show.</translation>
    </message>
    <message>
        <source>Create a new CSR without this character.</source>
        <translation>Create a new CSR without this character.</translation>
    </message>
    <message>
        <source>%{type} holds the compatibility ideograph %{character}; the certificate has %{expected}.</source>
        <translation>%{type} holds the compatibility ideograph %{character}; the certificate has %{expected}.</translation>
    </message>
    <message>
        <source>Nothing to do if this is the character that you mean.</source>
        <translation>Nothing to do if this is the character that you mean.</translation>
    </message>
    <message>
        <source>The subject holds a part (RDN) without any attribute.</source>
        <translation>The subject holds a part (RDN) without any attribute.</translation>
    </message>
    <message>
        <source>Create a new CSR with a program that writes correct subjects.</source>
        <translation>Create a new CSR with a program that writes correct subjects.</translation>
    </message>
    <message>
        <source>%{value} stand in one part (RDN) of the subject; the certificate has each by itself.</source>
        <translation>%{value} stand in one part (RDN) of the subject; the certificate has each by itself.</translation>
    </message>
    <message>
        <source>The SAN entry %{value} has no form in which it can stand in a certificate (xn--).</source>
        <translation>The SAN entry %{value} has no form in which it can stand in a certificate (xn--).</translation>
    </message>
    <message>
        <source>Use a name that the domain registry allows.</source>
        <translation>Use a name that the domain registry allows.</translation>
    </message>
    <message>
        <source>The SAN entry %{value} holds several names in one.</source>
        <translation>The SAN entry %{value} holds several names in one.</translation>
    </message>
    <message>
        <source>Create a new CSR with one entry for each name.</source>
        <translation>Create a new CSR with one entry for each name.</translation>
    </message>
    <message>
        <source>The request asks for %{name} twice, in different ways (by the extension requests of PKCS#9 and of Microsoft).</source>
        <translation>The request asks for %{name} twice, in different ways (by the extension requests of PKCS#9 and of Microsoft).</translation>
    </message>
    <message>
        <source>Create a new CSR with only one of the two.</source>
        <translation>Create a new CSR with only one of the two.</translation>
    </message>
    <message>
        <source>The request asks for the usage %{value} (%{name}), which will not be given.</source>
        <translation>The request asks for the usage %{value} (%{name}), which will not be given.</translation>
    </message>
    <message>
        <source>Nothing to do for a server that serves TLS.</source>
        <translation>Nothing to do for a server that serves TLS.</translation>
    </message>
    <message>
        <source>%{name} lies under .arpa, which serves the Internet&apos;s own look-ups.</source>
        <translation>%{name} lies under .arpa, which serves the Internet&apos;s own look-ups.</translation>
    </message>
    <message>
        <source>Nothing to do: the certificate carries it as the request writes it.</source>
        <translation>Nothing to do: the certificate carries it as the request writes it.</translation>
    </message>
    <message>
        <source>This is a client certificate. Only the form of the subject, the key and the signature were checked. There are no rules yet for the names, usages and validity of client certificates.</source>
        <translation>This is a client certificate. Only the form of the subject, the key and the signature were checked. There are no rules yet for the names, usages and validity of client certificates.</translation>
    </message>
    <message>
        <source>Compare names, usages and validity with what the profile will issue.</source>
        <translation>Compare names, usages and validity with what the profile will issue.</translation>
    </message>
    <message>
        <source>This is a CA certificate. Only the form of the subject, the key and the signature were checked. There are no rules yet for the names, usages and validity of CA certificates.</source>
        <translation>This is a CA certificate. Only the form of the subject, the key and the signature were checked. There are no rules yet for the names, usages and validity of CA certificates.</translation>
    </message>
    <message>
        <source>Approve it only if this authority is to have one below it; give the reason. Compare its names, usages and validity with what the profile will issue.</source>
        <translation>Approve it only if this authority is to have one below it; give the reason. Compare its names, usages and validity with what the profile will issue.</translation>
    </message>
    <message>
        <source>This is a mail certificate. Only the form of the subject, the key and the signature were checked. There are no rules yet for the names, usages and validity of mail certificates.</source>
        <translation>This is a mail certificate. Only the form of the subject, the key and the signature were checked. There are no rules yet for the names, usages and validity of mail certificates.</translation>
    </message>
    <message>
        <source>This is a code signing certificate. Only the form of the subject, the key and the signature were checked. There are no rules yet for the names, usages and validity of code signing certificates.</source>
        <translation>This is a code signing certificate. Only the form of the subject, the key and the signature were checked. There are no rules yet for the names, usages and validity of code signing certificates.</translation>
    </message>
    <message>
        <source>This is not a server certificate. Only the form of the subject, the key and the signature were checked. There are no rules yet for the names, usages and validity of this kind of certificate.</source>
        <translation>This is not a server certificate. Only the form of the subject, the key and the signature were checked. There are no rules yet for the names, usages and validity of this kind of certificate.</translation>
    </message>
    <message>
        <source>businessCategory is “%{value}”; EV knows only: %{expected}.</source>
        <translation>businessCategory is “%{value}”; EV knows only: %{expected}.</translation>
    </message>
    <message>
        <source>Create a new CSR with the category of the organisation, or without businessCategory.</source>
        <translation>Create a new CSR with the category of the organisation, or without businessCategory.</translation>
    </message>
    <message>
        <source>The key is one of the few that OpenSSL of Debian made in 2006 to 2008 (CVE-2008-0166): anybody has its private key.</source>
        <translation>The key is one of the few that OpenSSL of Debian made in 2006 to 2008 (CVE-2008-0166): anybody has its private key.</translation>
    </message>
    <message>
        <source>The SAN entry %{value} is of the kind %{kind}; only dNSName entries (host names) are accepted.</source>
        <translation>The SAN entry %{value} is of the kind %{kind}; only dNSName entries (host names) are accepted.</translation>
    </message>
    <message>
        <source>The SAN holds the IP address %{value}.</source>
        <translation>The SAN holds the IP address %{value}.</translation>
    </message>
    <message>
        <source>Use the host name that clients connect to, where it has one.</source>
        <translation>Use the host name that clients connect to, where it has one.</translation>
    </message>
    <message>
        <source>The SAN holds the private or reserved IP address %{value}.</source>
        <translation>The SAN holds the private or reserved IP address %{value}.</translation>
    </message>
    <message>
        <source>Use a host name where clients can look one up; the address may be another machine&apos;s elsewhere.</source>
        <translation>Use a host name where clients can look one up; the address may be another machine&apos;s elsewhere.</translation>
    </message>
    <message>
        <source>The serial number %{value} is not a positive number with at least 64 random bits.</source>
        <translation>The serial number %{value} is not a positive number with at least 64 random bits.</translation>
    </message>
    <message>
        <source>The certificate was not signed. Tell the certification authority.</source>
        <translation>The certificate was not signed. Tell the certification authority.</translation>
    </message>
    <message>
        <source>The certificate would be valid for %{value} days; at most %{limit} are allowed.</source>
        <translation>The certificate would be valid for %{value} days; at most %{limit} are allowed.</translation>
    </message>
    <message>
        <source>The certificate would have %{name} %{value}; it must be %{expected}.</source>
        <translation>The certificate would have %{name} %{value}; it must be %{expected}.</translation>
    </message>
    <message>
        <source>The certificate would have the extension %{name} that its profile does not know.</source>
        <translation>The certificate would have the extension %{name} that its profile does not know.</translation>
    </message>
    <message>
        <source>The certificate would lack %{name}, or %{name} would be empty or wrong.</source>
        <translation>The certificate would lack %{name}, or %{name} would be empty or wrong.</translation>
    </message>
    <message>
        <source>The CN %{value} of the certificate would repeat none of its names.</source>
        <translation>The CN %{value} of the certificate would repeat none of its names.</translation>
    </message>
    <message>
        <source>The name %{name} of the certificate would not be written as a host name.</source>
        <translation>The name %{name} of the certificate would not be written as a host name.</translation>
    </message>
    <message>
        <source>The certificate would hold a key (%{value}) that is not accepted.</source>
        <translation>The certificate would hold a key (%{value}) that is not accepted.</translation>
    </message>
    <message>
        <source>%{type} would be a %{value} in the certificate; it must be a %{expected}.</source>
        <translation>%{type} would be a %{value} in the certificate; it must be a %{expected}.</translation>
    </message>
    <message>
        <source>The request renews certificate %{serial} but has other names (added: %{added}; left out: %{removed}).</source>
        <translation>The request renews certificate %{serial} but has other names (added: %{added}; left out: %{removed}).</translation>
    </message>
    <message>
        <source>A renewal keeps the names. Correct the request, or submit it as a new one that renews no certificate.</source>
        <translation>A renewal keeps the names. Correct the request, or submit it as a new one that renews no certificate.</translation>
    </message>
    <message>
        <source>Certificate %{serial} can be renewed from %{date}, %{days} days before it ends.</source>
        <translation>Certificate %{serial} can be renewed from %{date}, %{days} days before it ends.</translation>
    </message>
    <message>
        <source>Wait until that day. Give a reason if it has to be renewed now.</source>
        <translation>Wait until that day. Give a reason if it has to be renewed now.</translation>
    </message>
    <message>
        <source>Certificate %{serial}, which the request renews, is revoked (%{reason}).</source>
        <translation>Certificate %{serial}, which the request renews, is revoked (%{reason}).</translation>
    </message>
    <message>
        <source>Submit it as a new request that renews no certificate, after what led to the revocation has been put right.</source>
        <translation>Submit it as a new request that renews no certificate, after what led to the revocation has been put right.</translation>
    </message>
    <message>
        <source>Certificate %{serial}, which the request renews, was revoked for key compromise.</source>
        <translation>Certificate %{serial}, which the request renews, was revoked for key compromise.</translation>
    </message>
    <message>
        <source>Find out how the key was lost, make a new key on a clean host, and submit it as a new request.</source>
        <translation>Find out how the key was lost, make a new key on a clean host, and submit it as a new request.</translation>
    </message>
    <message>
        <source>Request %{id}, which renews the same certificate %{serial}, is waiting already.</source>
        <translation>Request %{id}, which renews the same certificate %{serial}, is waiting already.</translation>
    </message>
    <message>
        <source>Withdraw or reject one of the two. Give a reason if both are needed.</source>
        <translation>Withdraw or reject one of the two. Give a reason if both are needed.</translation>
    </message>
    <message>
        <source>Request %{id} with the very same CSR is waiting already.</source>
        <translation>Request %{id} with the very same CSR is waiting already.</translation>
    </message>
    <message>
        <source>Request %{id} for the same names is waiting already.</source>
        <translation>Request %{id} for the same names is waiting already.</translation>
    </message>
    <message>
        <source>OK if each server has its own key. Otherwise withdraw or reject one of the two.</source>
        <translation>OK if each server has its own key. Otherwise withdraw or reject one of the two.</translation>
    </message>
    <message>
        <source>The request holds %{count} names; at most %{limit} go into one certificate.</source>
        <translation>The request holds %{count} names; at most %{limit} go into one certificate.</translation>
    </message>
    <message>
        <source>Spread the names over several certificates, or use a wildcard name.</source>
        <translation>Spread the names over several certificates, or use a wildcard name.</translation>
    </message>
    <message>
        <source>%{limit} of your requests wait for a decision, and no more are taken in.</source>
        <translation>%{limit} of your requests wait for a decision, and no more are taken in.</translation>
    </message>
    <message>
        <source>Wait until the operator has decided some of them, or withdraw what is not needed.</source>
        <translation>Wait until the operator has decided some of them, or withdraw what is not needed.</translation>
    </message>
    <message>
        <source>The SAN entry %{value} is of the kind iPAddress, but no address: one has 4 or 16 octets and no mask.</source>
        <translation>The SAN entry %{value} is of the kind iPAddress, but no address: one has 4 or 16 octets and no mask.</translation>
    </message>
    <message>
        <source>Create a new CSR with the address only.</source>
        <translation>Create a new CSR with the address only.</translation>
    </message>
    <message>
        <source>The profile does not say what the certificate is for: it was checked by the rules of server certificates, whatever usages the CSR asks for.</source>
        <translation>The profile does not say what the certificate is for: it was checked by the rules of server certificates, whatever usages the CSR asks for.</translation>
    </message>
    <message>
        <source>Find out what the profile issues before you approve.</source>
        <translation>Find out what the profile issues before you approve.</translation>
    </message>
    <message>
        <source>The CAA records of %{names} were not looked up on this computer.</source>
        <translation>The CAA records of %{names} were not looked up on this computer.</translation>
    </message>
    <message>
        <source>The corporation with the registration number %{number} is another customer&apos;s.</source>
        <translation>The corporation with the registration number %{number} is another customer&apos;s.</translation>
    </message>
    <message>
        <source>Find out whether both belong together before you approve.</source>
        <translation>Find out whether both belong together before you approve.</translation>
    </message>
    <message>
        <source>Another customer has registered %{domain}.</source>
        <translation>Another customer has registered %{domain}.</translation>
    </message>
    <message>
        <source>Find out who may use it before you approve.</source>
        <translation>Find out who may use it before you approve.</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>Submitted</source>
        <translation>Submitted</translation>
    </message>
    <message>
        <source>Record taken over</source>
        <translation>Record taken over</translation>
    </message>
    <message>
        <source>Claimed</source>
        <translation>Claimed</translation>
    </message>
    <message>
        <source>Released</source>
        <translation>Released</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>Approved</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>Issued</translation>
    </message>
    <message>
        <source>Issuing failed</source>
        <translation>Issuing failed</translation>
    </message>
    <message>
        <source>Put on hold</source>
        <translation>Put on hold</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Rejected</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Withdrawn</translation>
    </message>
    <message>
        <source>Timed out</source>
        <translation>Timed out</translation>
    </message>
    <message>
        <source>Revoked</source>
        <translation>Revoked</translation>
    </message>
</context>
<context>
    <name>IssueNotice</name>
    <message>
        <source>[SureServer] Certificate issued - receipt number:[%{request}]</source>
        <translation>[SureServer] Certificate issued - receipt number:[%{request}]</translation>
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
        <translation>The server certificate you requested has been issued.

Receipt number: %{request}
Organisation: %{organization}
Common name: %{name}
Serial number: %{serial}
Valid from: %{notBefore}
Valid until: %{notAfter}

Please sign in to the application site, then download and install it.
</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>%{time} (Japan time)</source>
        <translation>%{time} (Japan time)</translation>
    </message>
</context>
<context>
    <name>Options</name>
    <message>
        <source>Desktop software for managed TLS server certificates.</source>
        <translation>Desktop software for managed TLS server certificates.</translation>
    </message>
    <message>
        <source>Show this help.</source>
        <translation>Show this help.</translation>
    </message>
    <message>
        <source>Show the program&apos;s version.</source>
        <translation>Show the program&apos;s version.</translation>
    </message>
    <message>
        <source>Folder for sites, operator certificates and cached data.</source>
        <translation>Folder for sites, operator certificates and cached data.</translation>
    </message>
    <message>
        <source>Connect to the practice service running in this folder.</source>
        <translation>Connect to the practice service running in this folder.</translation>
    </message>
    <message>
        <source>Add the site in this file to the profile and connect to it.</source>
        <translation>Add the site in this file to the profile and connect to it.</translation>
    </message>
    <message>
        <source>Language of the interface.</source>
        <translation>Language of the interface.</translation>
    </message>
    <message>
        <source>Unexpected argument: %1</source>
        <translation>Unexpected argument: %1</translation>
    </message>
    <message>
        <source>Give --practice or --site, not both.</source>
        <translation>Give --practice or --site, not both.</translation>
    </message>
    <message>
        <source>--language must be ja or en.</source>
        <translation>--language must be ja or en.</translation>
    </message>
    <message>
        <source>Argument %1 is not UTF-8: %2. It would name another file.</source>
        <translation>Argument %1 is not UTF-8: %2. It would name another file.</translation>
    </message>
    <message>
        <source>A value is missing after an option. --help lists the options.</source>
        <translation>A value is missing after an option. --help lists the options.</translation>
    </message>
    <message>
        <source>There is no option “%1”. --help lists the options.</source>
        <translation>There is no option “%1”. --help lists the options.</translation>
    </message>
</context>
<context>
    <name>RequestNotice</name>
    <message>
        <source>[SureServer] Request on hold - receipt number:[%{request}]</source>
        <translation>[SureServer] Request on hold - receipt number:[%{request}]</translation>
    </message>
    <message>
        <source>We have put your request for a server certificate on hold, with the comment below.</source>
        <translation>We have put your request for a server certificate on hold, with the comment below.</translation>
    </message>
    <message>
        <source>[SureServer] Request rejected - receipt number:[%{request}]</source>
        <translation>[SureServer] Request rejected - receipt number:[%{request}]</translation>
    </message>
    <message>
        <source>We have rejected your request for a server certificate, for the reason below.</source>
        <translation>We have rejected your request for a server certificate, for the reason below.</translation>
    </message>
    <message>
        <source>Receipt number: %{request}
Common name: %{name}</source>
        <translation>Receipt number: %{request}
Common name: %{name}</translation>
    </message>
    <message>
        <source>Please sign in to the application site to see its status.</source>
        <translation>Please sign in to the application site to see its status.</translation>
    </message>
</context>
<context>
    <name>ShownValue</name>
    <message numerus="yes">
        <source>%1… (%n more characters)</source>
        <extracomment>%1: the beginning of a long value, %n: how many characters of it are not shown</extracomment>
        <translation>
            <numerusform>%1… (%n more character)</numerusform>
            <numerusform>%1… (%n more characters)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SignInNotice</name>
    <message>
        <source>Wrong passwords for your login ID</source>
        <translation>Wrong passwords for your login ID</translation>
    </message>
    <message>
        <source>Wrong passwords were entered several times for your login ID at the application site.

Last from: %{address}
At: %{time}

Further attempts from there are refused for a while. From where you usually sign in, nothing changes.
Nobody has signed in. If this was not you and it happens again, contact the certification authority.
</source>
        <translation>Wrong passwords were entered several times for your login ID at the application site.

Last from: %{address}
At: %{time}

Further attempts from there are refused for a while. From where you usually sign in, nothing changes.
Nobody has signed in. If this was not you and it happens again, contact the certification authority.
</translation>
    </message>
</context>
<context>
    <name>SiteProtocol</name>
    <message>
        <source>Tegata service (with a site file)</source>
        <translation>Tegata service (with a site file)</translation>
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
        <translation>What became of the action</translation>
    </message>
    <message>
        <source>Why it was refused</source>
        <translation>Why it was refused</translation>
    </message>
    <message>
        <source>The site refused this: %1</source>
        <translation>The site refused this: %1</translation>
    </message>
    <message>
        <source>The site refused this. Nothing was changed.</source>
        <translation>The site refused this. Nothing was changed.</translation>
    </message>
</context>
<context>
    <name>tegata::ActivityDialog</name>
    <message>
        <source>Recent activity</source>
        <translation>Recent activity</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>%1  %2</source>
        <extracomment>%1: a time, %2: what happened</extracomment>
        <translation>%1  %2</translation>
    </message>
    <message>
        <source>Nothing has happened yet.</source>
        <translation>Nothing has happened yet.</translation>
    </message>
</context>
<context>
    <name>tegata::AddSiteDialog</name>
    <message>
        <source>Choose the site file</source>
        <translation>Choose the site file</translation>
    </message>
    <message>
        <source>Site files (*.json *.env)</source>
        <translation>Site files (*.json *.env)</translation>
    </message>
    <message>
        <source>Choose the CA certificate</source>
        <translation>Choose the CA certificate</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer *.der)</source>
        <translation>Certificates (*.pem *.crt *.cer *.der)</translation>
    </message>
    <message>
        <source>Add site</source>
        <translation>Add site</translation>
    </message>
    <message>
        <source>&amp;Kind of site:</source>
        <translation>&amp;Kind of site:</translation>
    </message>
    <message>
        <source>&amp;Site file:</source>
        <translation>&amp;Site file:</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>&amp;Browse…</translation>
    </message>
    <message>
        <source>Display &amp;name:</source>
        <translation>Display &amp;name:</translation>
    </message>
    <message>
        <source>&amp;Address:</source>
        <translation>&amp;Address:</translation>
    </message>
    <message>
        <source>CA &amp;certificate (file):</source>
        <translation>CA &amp;certificate (file):</translation>
    </message>
    <message>
        <source>B&amp;rowse…</source>
        <translation>B&amp;rowse…</translation>
    </message>
    <message>
        <source>Or &amp;fetch it from the server</source>
        <translation>Or &amp;fetch it from the server</translation>
    </message>
    <message>
        <source>&amp;I have compared the fingerprint with the one the CA gave me by another route</source>
        <translation>&amp;I have compared the fingerprint with the one the CA gave me by another route</translation>
    </message>
    <message>
        <source>Check &amp;policy:</source>
        <translation>Check &amp;policy:</translation>
    </message>
    <message>
        <source>Public TLS (public-tls-2026)</source>
        <translation>Public TLS (public-tls-2026)</translation>
    </message>
    <message>
        <source>Private CA (private-pki)</source>
        <translation>Private CA (private-pki)</translation>
    </message>
    <message>
        <source>A&amp;dd</source>
        <translation>A&amp;dd</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Kind of site</source>
        <translation>Kind of site</translation>
    </message>
    <message>
        <source>Site file</source>
        <translation>Site file</translation>
    </message>
    <message>
        <source>Display name</source>
        <translation>Display name</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>CA certificate (file)</source>
        <translation>CA certificate (file)</translation>
    </message>
    <message>
        <source>Check policy</source>
        <translation>Check policy</translation>
    </message>
    <message>
        <source>CA certificate</source>
        <translation>CA certificate</translation>
    </message>
    <message>
        <source>Browse for the site file</source>
        <translation>Browse for the site file</translation>
    </message>
    <message>
        <source>Browse for the CA certificate</source>
        <translation>Browse for the CA certificate</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>All files (*)</translation>
    </message>
    <message>
        <source>CA</source>
        <translation>CA</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>Valid until</translation>
    </message>
    <message>
        <source>SHA-256 fingerprint</source>
        <translation>SHA-256 fingerprint</translation>
    </message>
    <message>
        <source>The server does not send its CA certificate. Ask the certification authority for the file and choose it here.</source>
        <translation>The server does not send its CA certificate. Ask the certification authority for the file and choose it here.</translation>
    </message>
    <message>
        <source>The file contains no CA certificate. Choose the certificate of the CA itself, not of a server or person.</source>
        <translation>The file contains no CA certificate. Choose the certificate of the CA itself, not of a server or person.</translation>
    </message>
    <message>
        <source>The address must start with https:// and contain a host name, as in https://ca.example.jp:8443.</source>
        <translation>The address must start with https:// and contain a host name, as in https://ca.example.jp:8443.</translation>
    </message>
    <message>
        <source>The server does not answer at this address. Check the address and the network, or choose the CA certificate from a file.</source>
        <translation>The server does not answer at this address. Check the address and the network, or choose the CA certificate from a file.</translation>
    </message>
</context>
<context>
    <name>tegata::AddTokenDialog</name>
    <message>
        <source>No driver (PKCS#11 module) is registered on this computer. Choose the driver file that came with the card or HSM.</source>
        <translation>No driver (PKCS#11 module) is registered on this computer. Choose the driver file that came with the card or HSM.</translation>
    </message>
    <message>
        <source>Choose the driver (PKCS#11 module)</source>
        <translation>Choose the driver (PKCS#11 module)</translation>
    </message>
    <message>
        <source>PKCS#11 modules (*.so)</source>
        <translation>PKCS#11 modules (*.so)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>All files (*)</translation>
    </message>
    <message>
        <source>Searching for tokens…</source>
        <translation>Searching for tokens…</translation>
    </message>
    <message>
        <source>No token was found with this driver. Insert the card or connect the HSM, then search again.</source>
        <translation>No token was found with this driver. Insert the card or connect the HSM, then search again.</translation>
    </message>
    <message>
        <source>%1 – issued by %2, valid until %3</source>
        <extracomment>%1: name of the operator, %2: name of the authority, %3: a day</extracomment>
        <translation>%1 – issued by %2, valid until %3</translation>
    </message>
    <message>
        <source>There is no certificate on this token that can be read without a PIN.</source>
        <translation>There is no certificate on this token that can be read without a PIN.</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Subject</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Add operator certificate on a token</source>
        <translation>Add operator certificate on a token</translation>
    </message>
    <message>
        <source>The key stays on the smart card or HSM. You enter its PIN when you unlock; the PIN is never stored.</source>
        <translation>The key stays on the smart card or HSM. You enter its PIN when you unlock; the PIN is never stored.</translation>
    </message>
    <message>
        <source>&amp;Driver:</source>
        <translation>&amp;Driver:</translation>
    </message>
    <message>
        <source>&amp;File…</source>
        <translation>&amp;File…</translation>
    </message>
    <message>
        <source>&amp;Token:</source>
        <translation>&amp;Token:</translation>
    </message>
    <message>
        <source>&amp;Search again</source>
        <translation>&amp;Search again</translation>
    </message>
    <message>
        <source>&amp;Certificates on the token:</source>
        <translation>&amp;Certificates on the token:</translation>
    </message>
    <message>
        <source>&amp;Use this certificate</source>
        <translation>&amp;Use this certificate</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>Driver</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Certificates on the token</source>
        <translation>Certificates on the token</translation>
    </message>
    <message>
        <source>Selected certificate</source>
        <translation>Selected certificate</translation>
    </message>
</context>
<context>
    <name>tegata::AddressForm</name>
    <message>
        <source>Address</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>7 digits, e.g. 060-0807: fills in prefecture and municipality</source>
        <translation>7 digits, e.g. 060-0807: fills in prefecture and municipality</translation>
    </message>
</context>
<context>
    <name>tegata::ApplicantBar</name>
    <message>
        <source>Applicant corporations</source>
        <translation>Applicant corporations</translation>
    </message>
    <message>
        <source>Change the list of applicant corporations</source>
        <translation>Change the list of applicant corporations</translation>
    </message>
    <message>
        <source>&amp;Duplicate</source>
        <translation>&amp;Duplicate</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>Re&amp;move</translation>
    </message>
    <message>
        <source>(no name yet)</source>
        <translation>(no name yet)</translation>
    </message>
    <message>
        <source>Add an applica&amp;nt</source>
        <translation>Add an applica&amp;nt</translation>
    </message>
    <message>
        <source>Move &amp;earlier</source>
        <translation>Move &amp;earlier</translation>
    </message>
    <message>
        <source>Move la&amp;ter</source>
        <translation>Move la&amp;ter</translation>
    </message>
</context>
<context>
    <name>tegata::ApplicantForm</name>
    <message>
        <source>If ticked, O, L and S of the certificates can be in English. If not, the subject is in Japanese, also for EV.</source>
        <translation>If ticked, O, L and S of the certificates can be in English. If not, the subject is in Japanese, also for EV.</translation>
    </message>
    <message>
        <source>9 digits; required of customers who have one</source>
        <translation>9 digits; required of customers who have one</translation>
    </message>
    <message>
        <source>13 digits</source>
        <translation>13 digits</translation>
    </message>
    <message>
        <source>The official name: a company&apos;s as in its certificate of registered matters, a private school&apos;s school corporation, a government body&apos;s as in the staff list (職員録).</source>
        <translation>The official name: a company&apos;s as in its certificate of registered matters, a private school&apos;s school corporation, a government body&apos;s as in the staff list (職員録).</translation>
    </message>
    <message>
        <source>The official English name. For SureServer EV, read the service&apos;s guidance on English names first.</source>
        <translation>The official English name. For SureServer EV, read the service&apos;s guidance on English names first.</translation>
    </message>
    <message>
        <source>The name is longer than the form allows. It is not cut; the service desk will be consulted, with your reason.</source>
        <translation>The name is longer than the form allows. It is not cut; the service desk will be consulted, with your reason.</translation>
    </message>
    <message>
        <source>Of the actual place of business; fills in prefecture and municipality</source>
        <translation>Of the actual place of business; fills in prefecture and municipality</translation>
    </message>
    <message>
        <source>C of the certificates: JP</source>
        <translation>C of the certificates: JP</translation>
    </message>
    <message>
        <source>For Tokyo&apos;s 23 wards the ward: Minato City</source>
        <translation>For Tokyo&apos;s 23 wards the ward: Minato City</translation>
    </message>
    <message>
        <source>12 digits, as in the certificate of registered matters</source>
        <translation>12 digits, as in the certificate of registered matters</translation>
    </message>
    <message>
        <source>Private organisation: 法務局. Government: the parent body if there is one, else its own name.</source>
        <translation>Private organisation: 法務局. Government: the parent body if there is one, else its own name.</translation>
    </message>
    <message>
        <source>The prefecture in English: HOKKAIDO</source>
        <translation>The prefecture in English: HOKKAIDO</translation>
    </message>
    <message>
        <source>A direct number: the certification authority calls to confirm the application.</source>
        <translation>A direct number: the certification authority calls to confirm the application.</translation>
    </message>
    <message>
        <source>A member of the applicant corporation who can be reached by telephone: the certification authority confirms the application by phone.</source>
        <translation>A member of the applicant corporation who can be reached by telephone: the certification authority confirms the application by phone.</translation>
    </message>
    <message>
        <source>SureServer EV is not requested with this applicant.</source>
        <translation>SureServer EV is not requested with this applicant.</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Preview</translation>
    </message>
</context>
<context>
    <name>tegata::ApplicationPdfSaver</name>
    <message>
        <source>Save application as PDF</source>
        <translation>Save application as PDF</translation>
    </message>
    <message>
        <source>PDF files (*.pdf)</source>
        <translation>PDF files (*.pdf)</translation>
    </message>
</context>
<context>
    <name>tegata::BannerBar</name>
    <message numerus="yes">
        <source>%n more</source>
        <extracomment>beside a banner: more of them</extracomment>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tegata::BillingPage</name>
    <message>
        <source>Billing address</source>
        <translation>Billing address</translation>
    </message>
    <message>
        <source>Notices</source>
        <translation>Notices</translation>
    </message>
    <message>
        <source>&amp;Same as the contact&apos;s</source>
        <translation>&amp;Same as the contact&apos;s</translation>
    </message>
    <message>
        <source>Same as the contact&apos;s</source>
        <translation>Same as the contact&apos;s</translation>
    </message>
    <message>
        <source>For CC and Reply-To of the request and issue notices. A mailing list that includes the operators is advised.</source>
        <translation>For CC and Reply-To of the request and issue notices. A mailing list that includes the operators is advised.</translation>
    </message>
</context>
<context>
    <name>tegata::BulkModel</name>
    <message>
        <source>Checking</source>
        <translation>Checking</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Ready</translation>
    </message>
    <message>
        <source>Needs a reason</source>
        <translation>Needs a reason</translation>
    </message>
    <message>
        <source>Not possible: errors</source>
        <translation>Not possible: errors</translation>
    </message>
    <message>
        <source>Not possible: another operator must approve</source>
        <translation>Not possible: another operator must approve</translation>
    </message>
    <message>
        <source>Not possible in this state</source>
        <translation>Not possible in this state</translation>
    </message>
    <message>
        <source>Waiting to be sent</source>
        <translation>Waiting to be sent</translation>
    </message>
    <message>
        <source>Needs your decision</source>
        <translation>Needs your decision</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>Not done: refused</source>
        <translation>Not done: refused</translation>
    </message>
    <message>
        <source>Not done: error</source>
        <translation>Not done: error</translation>
    </message>
    <message>
        <source>Warnings reviewed</source>
        <translation>Warnings reviewed</translation>
    </message>
    <message>
        <source>Reviewed</source>
        <extracomment>column: whether the warnings of a row were looked at</extracomment>
        <translation>Reviewed</translation>
    </message>
    <message>
        <source>Common name</source>
        <translation>Common name</translation>
    </message>
    <message>
        <source>Receipt no.</source>
        <translation>Receipt no.</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Check</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>The site&apos;s own check found “%1”. Open the request to see why.</source>
        <extracomment>%1: outcome of a check, as &quot;Warning&quot;</extracomment>
        <translation>The site&apos;s own check found “%1”. Open the request to see why.</translation>
    </message>
    <message>
        <source>Not done: not as it was shown</source>
        <translation>Not done: not as it was shown</translation>
    </message>
    <message>
        <source>%1, CAA not checked</source>
        <extracomment>%1: outcome of a check, as &quot;Passed&quot;</extracomment>
        <translation>%1, CAA not checked</translation>
    </message>
</context>
<context>
    <name>tegata::BulkPanel</name>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Start</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>S&amp;top</translation>
    </message>
    <message>
        <source>Ret&amp;ry failed</source>
        <translation>Ret&amp;ry failed</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Export…</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Close</translation>
    </message>
    <message>
        <source>Bulk action: %1</source>
        <extracomment>%1: an action, as &quot;Approve&quot;</extracomment>
        <translation>Bulk action: %1</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Requests</translation>
    </message>
    <message>
        <source>Findings of the selected row</source>
        <translation>Findings of the selected row</translation>
    </message>
    <message>
        <source>Reasons (choose by number)</source>
        <translation>Reasons (choose by number)</translation>
    </message>
    <message>
        <source>Reaso&amp;n for all (required for rows with warnings)</source>
        <translation>Reaso&amp;n for all (required for rows with warnings)</translation>
    </message>
    <message>
        <source>Reaso&amp;n for all (required)</source>
        <translation>Reaso&amp;n for all (required)</translation>
    </message>
    <message>
        <source>&amp;Note for all (optional)</source>
        <translation>&amp;Note for all (optional)</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n request(s)</source>
        <extracomment>%1: an action, as &quot;Approve&quot;</extracomment>
        <translation>
            <numerusform>%1: %n request</numerusform>
            <numerusform>%1: %n requests</numerusform>
        </translation>
    </message>
    <message>
        <source>Ready: %1 · needs a reason: %2 · not possible: %3 · waiting: %4 · done: %5 · failed: %6</source>
        <translation>Ready: %1 · needs a reason: %2 · not possible: %3 · waiting: %4 · done: %5 · failed: %6</translation>
    </message>
    <message>
        <source>Checking the rows.</source>
        <translation>Checking the rows.</translation>
    </message>
    <message>
        <source>Running. Stop undoes what has not been sent yet.</source>
        <translation>Running. Stop undoes what has not been sent yet.</translation>
    </message>
    <message>
        <source>Enter the reason first.</source>
        <translation>Enter the reason first.</translation>
    </message>
    <message>
        <source>Review each row with warnings (Space marks it as reviewed), then enter the reason.</source>
        <translation>Review each row with warnings (Space marks it as reviewed), then enter the reason.</translation>
    </message>
    <message>
        <source>None of the rows can be processed.</source>
        <translation>None of the rows can be processed.</translation>
    </message>
    <message>
        <source>Re&amp;sume</source>
        <translation>Re&amp;sume</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>All checks passed.</source>
        <translation>All checks passed.</translation>
    </message>
    <message>
        <source>Export the result</source>
        <translation>Export the result</translation>
    </message>
    <message>
        <source>Workbook (*.xlsx)</source>
        <translation>Workbook (*.xlsx)</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>Saved: %1</translation>
    </message>
    <message>
        <source>Not checked yet.</source>
        <translation>Not checked yet.</translation>
    </message>
</context>
<context>
    <name>tegata::BulkRevokeDialog</name>
    <message>
        <source>Revoke these certificates?</source>
        <translation>Revoke these certificates?</translation>
    </message>
    <message numerus="yes">
        <source>Revoke these %n certificates? This cannot be undone.</source>
        <translation>
            <numerusform>Revoke %n certificate? This cannot be undone.</numerusform>
            <numerusform>Revoke these %n certificates? This cannot be undone.</numerusform>
        </translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>Certificates</translation>
    </message>
    <message>
        <source>To confirm, &amp;type the number of certificates:</source>
        <translation>To confirm, &amp;type the number of certificates:</translation>
    </message>
    <message>
        <source>To confirm, type the number of certificates</source>
        <translation>To confirm, type the number of certificates</translation>
    </message>
    <message>
        <source>&amp;Revoke</source>
        <translation>&amp;Revoke</translation>
    </message>
    <message>
        <source>Retry f&amp;ailed</source>
        <translation>Retry f&amp;ailed</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message numerus="yes">
        <source>%n of them have no replacement: their hosts will show an error to visitors.</source>
        <translation>
            <numerusform>%n of them has no replacement: its host will show an error to visitors.</numerusform>
            <numerusform>%n of them have no replacement: their hosts will show an error to visitors.</numerusform>
        </translation>
    </message>
    <message>
        <source>Sto&amp;p</source>
        <translation>Sto&amp;p</translation>
    </message>
    <message>
        <source>Re&amp;sume</source>
        <translation>Re&amp;sume</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Checking…</translation>
    </message>
    <message>
        <source>%1 of %2 revoked, %3 not done.</source>
        <translation>%1 of %2 revoked, %3 not done.</translation>
    </message>
</context>
<context>
    <name>tegata::CertificateChainView</name>
    <message>
        <source>Certificate chain</source>
        <translation>Certificate chain</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Subject</translation>
    </message>
    <message>
        <source>Issuer</source>
        <translation>Issuer</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>Valid from</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>Valid until</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Key</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>Signature</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>Serial number</translation>
    </message>
    <message>
        <source>Fingerprint (SHA-256)</source>
        <translation>Fingerprint (SHA-256)</translation>
    </message>
    <message>
        <source>%1. Server certificate</source>
        <translation>%1. Server certificate</translation>
    </message>
    <message>
        <source>%1. Root</source>
        <translation>%1. Root</translation>
    </message>
    <message>
        <source>%1. Intermediate</source>
        <translation>%1. Intermediate</translation>
    </message>
</context>
<context>
    <name>tegata::CertificateDesk</name>
    <message>
        <source>E&amp;xport list…</source>
        <translation>E&amp;xport list…</translation>
    </message>
    <message>
        <source>Certificate expiry by wee&amp;k…</source>
        <translation>Certificate expiry by wee&amp;k…</translation>
    </message>
    <message>
        <source>&amp;Due for renewal (%1)</source>
        <translation>&amp;Due for renewal (%1)</translation>
    </message>
    <message>
        <source>&amp;Find by certificate or CSR…</source>
        <translation>&amp;Find by certificate or CSR…</translation>
    </message>
    <message>
        <source>Cop&amp;y name</source>
        <translation>Cop&amp;y name</translation>
    </message>
    <message>
        <source>The list is empty.</source>
        <translation>The list is empty.</translation>
    </message>
    <message>
        <source>Nothing is selected.</source>
        <translation>Nothing is selected.</translation>
    </message>
    <message>
        <source>Exported: %1</source>
        <translation>Exported: %1</translation>
    </message>
    <message>
        <source>Find by certificate or CSR</source>
        <translation>Find by certificate or CSR</translation>
    </message>
    <message>
        <source>Certificates and CSRs (*.pem *.crt *.cer *.der *.csr *.req *.p10)</source>
        <translation>Certificates and CSRs (*.pem *.crt *.cer *.der *.csr *.req *.p10)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>All files (*)</translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation>Copied: %1</translation>
    </message>
    <message>
        <source>Find from cli&amp;pboard</source>
        <translation>Find from cli&amp;pboard</translation>
    </message>
    <message>
        <source>This certificate is not in the list. Those with the same public key are shown.</source>
        <translation>This certificate is not in the list. Those with the same public key are shown.</translation>
    </message>
    <message>
        <source>Nothing in the list has this public key.</source>
        <translation>Nothing in the list has this public key.</translation>
    </message>
    <message>
        <source>The clipboard has no certificate or CSR to search for.</source>
        <translation>The clipboard has no certificate or CSR to search for.</translation>
    </message>
</context>
<context>
    <name>tegata::CertificateDetailPane</name>
    <message>
        <source>Details of the certificate</source>
        <translation>Details of the certificate</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Certificate</translation>
    </message>
    <message>
        <source>Chain</source>
        <translation>Chain</translation>
    </message>
    <message>
        <source>PEM</source>
        <translation>PEM</translation>
    </message>
    <message>
        <source>Certificate as PEM</source>
        <translation>Certificate as PEM</translation>
    </message>
    <message>
        <source>Save PEM…</source>
        <translation>Save PEM…</translation>
    </message>
    <message>
        <source>Save the certificate (Ctrl+S)</source>
        <translation>Save the certificate (Ctrl+S)</translation>
    </message>
    <message>
        <source>Save with chain…</source>
        <translation>Save with chain…</translation>
    </message>
    <message>
        <source>Save the certificate with its chain (Ctrl+Shift+S)</source>
        <translation>Save the certificate with its chain (Ctrl+Shift+S)</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Overview</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Certificate as text</source>
        <translation>Certificate as text</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>Copy name</translation>
    </message>
    <message>
        <source>Copy the common name</source>
        <translation>Copy the common name</translation>
    </message>
</context>
<context>
    <name>tegata::CertificateOverview</name>
    <message>
        <source>Overview</source>
        <translation>Overview</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Certificate</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Subject</translation>
    </message>
    <message>
        <source>Names (SAN)</source>
        <translation>Names (SAN)</translation>
    </message>
    <message>
        <source>History</source>
        <translation>History</translation>
    </message>
    <message>
        <source>The certificate itself, its chain and history are shown while connected to the site.</source>
        <translation>The certificate itself, its chain and history are shown while connected to the site.</translation>
    </message>
    <message>
        <source>Will be revoked on %1. Reason: %2.</source>
        <extracomment>%1: date and time, %2: reason</extracomment>
        <translation>Will be revoked on %1. Reason: %2.</translation>
    </message>
    <message>
        <source>Cancel scheduled revocation</source>
        <translation>Cancel scheduled revocation</translation>
    </message>
    <message>
        <source>Renews %1</source>
        <translation>Renews %1</translation>
    </message>
    <message>
        <source>Renewed by %1</source>
        <translation>Renewed by %1</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>Serial number</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>Valid from</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>Valid until</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>%1: date and time, %2: how long that is from now</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Revoked on</source>
        <translation>Revoked on</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>Issuer</source>
        <translation>Issuer</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Key</translation>
    </message>
    <message>
        <source>Key SHA-256</source>
        <translation>Key SHA-256</translation>
    </message>
    <message>
        <source>Receipt number</source>
        <translation>Receipt number</translation>
    </message>
    <message>
        <source>Fingerprint (SHA-256)</source>
        <translation>Fingerprint (SHA-256)</translation>
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
        <translation>Save certificate</translation>
    </message>
    <message>
        <source>PEM files (*.pem *.crt)</source>
        <translation>PEM files (*.pem *.crt)</translation>
    </message>
</context>
<context>
    <name>tegata::Chip</name>
    <message>
        <source>%1: %2</source>
        <extracomment>a filter and how many rows it finds: &quot;Errors: 9&quot;</extracomment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>tegata::ChoiceField</name>
    <message>
        <source>(not chosen)</source>
        <translation>(not chosen)</translation>
    </message>
    <message>
        <source>choose or type</source>
        <translation>choose or type</translation>
    </message>
</context>
<context>
    <name>tegata::ChooseSiteDialog</name>
    <message>
        <source>Tegata – choose a site</source>
        <translation>Tegata – choose a site</translation>
    </message>
    <message>
        <source>&amp;Site file:</source>
        <translation>&amp;Site file:</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>&amp;Browse…</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Open</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Site file</source>
        <translation>Site file</translation>
    </message>
    <message>
        <source>Browse</source>
        <translation>Browse</translation>
    </message>
    <message>
        <source>Buttons</source>
        <translation>Buttons</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>Choose the site file</source>
        <translation>Choose the site file</translation>
    </message>
    <message>
        <source>Site files (*.json *.env)</source>
        <translation>Site files (*.json *.env)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>All files (*)</translation>
    </message>
    <message>
        <source>Choose the site file that the certification authority gave you, or the file practice.env of a practice folder.</source>
        <translation>Choose the site file that the certification authority gave you, or the file practice.env of a practice folder.</translation>
    </message>
</context>
<context>
    <name>tegata::ColumnChooser</name>
    <message>
        <source>Move &amp;up</source>
        <translation>Move &amp;up</translation>
    </message>
    <message>
        <source>Move &amp;down</source>
        <translation>Move &amp;down</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Columns</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatic</translation>
    </message>
    <message>
        <source>&amp;Width</source>
        <translation>&amp;Width</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>&amp;Apply</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>tegata::ColumnConditionDialog</name>
    <message>
        <source>Filter: %1</source>
        <extracomment>title of a dialog; %1: a column</extracomment>
        <translation>Filter: %1</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>&amp;Apply</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Contains</source>
        <translation>Contains</translation>
    </message>
    <message>
        <source>From</source>
        <translation>From</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Until</translation>
    </message>
</context>
<context>
    <name>tegata::ColumnConditionText</name>
    <message>
        <source>%1: “%2”</source>
        <extracomment>a filter: a column, and what its text contains</extracomment>
        <translation>%1: “%2”</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>a filter: a column, and its value or values</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>%1: from %2</source>
        <translation>%1: from %2</translation>
    </message>
    <message>
        <source>%1: until %2</source>
        <translation>%1: until %2</translation>
    </message>
    <message>
        <source>%1: %2 to %3</source>
        <translation>%1: %2 to %3</translation>
    </message>
    <message>
        <source>No approvals yet</source>
        <translation>No approvals yet</translation>
    </message>
    <message numerus="yes">
        <source>%n approvals</source>
        <extracomment>approvals that are given</extracomment>
        <translation>
            <numerusform>%n approval</numerusform>
            <numerusform>%n approvals</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tegata::CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>Commands</translation>
    </message>
    <message>
        <source>Command, common name or serial number</source>
        <translation>Command, common name or serial number</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Results</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation>Nothing found.</translation>
    </message>
    <message>
        <source>%1 is not possible now. %2</source>
        <extracomment>%1: a command, %2: why</extracomment>
        <translation>%1 is not possible now. %2</translation>
    </message>
</context>
<context>
    <name>tegata::CommandRegistry</name>
    <message>
        <source>Move</source>
        <translation>Move</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>Decide</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>Certificates</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Find</translation>
    </message>
    <message>
        <source>View</source>
        <translation>View</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Program</translation>
    </message>
</context>
<context>
    <name>tegata::CommandTree</name>
    <message>
        <source>Commands and their keyboard shortcuts</source>
        <translation>Commands and their keyboard shortcuts</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Command</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>Shortcut</translation>
    </message>
</context>
<context>
    <name>tegata::CommonNameField</name>
    <message>
        <source>Use it</source>
        <translation>Use it</translation>
    </message>
    <message>
        <source>Suggestion from the kana</source>
        <translation>Suggestion from the kana</translation>
    </message>
    <message>
        <source>Suggested from the kana: %1</source>
        <translation>Suggested from the kana: %1</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>Use %1</translation>
    </message>
</context>
<context>
    <name>tegata::ComparisonModel</name>
    <message>
        <source>added</source>
        <translation>added</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>removed</translation>
    </message>
    <message>
        <source>not in a registered domain</source>
        <translation>not in a registered domain</translation>
    </message>
    <message>
        <source>the same key</source>
        <translation>the same key</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nothing</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <extracomment>%1: a field, %2: a column, %3: the value</extracomment>
        <translation>%1, %2: %3</translation>
    </message>
    <message>
        <source>CSR</source>
        <translation>CSR</translation>
    </message>
    <message>
        <source>Registered data</source>
        <translation>Registered data</translation>
    </message>
    <message>
        <source>Previous certificate</source>
        <translation>Previous certificate</translation>
    </message>
</context>
<context>
    <name>tegata::ConflictRows</name>
    <message>
        <source>%1 of %2</source>
        <extracomment>approvals given of approvals needed</extracomment>
        <translation>%1 of %2</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>Japanese</translation>
    </message>
    <message>
        <source>English</source>
        <translation>English</translation>
    </message>
    <message>
        <source>State</source>
        <translation>State</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Check</translation>
    </message>
    <message>
        <source>Common name</source>
        <translation>Common name</translation>
    </message>
    <message>
        <source>Names (SAN)</source>
        <translation>Names (SAN)</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Subject</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Product</translation>
    </message>
    <message>
        <source>Language of the subject</source>
        <translation>Language of the subject</translation>
    </message>
    <message>
        <source>Renewal of</source>
        <translation>Renewal of</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Key</translation>
    </message>
    <message>
        <source>Key (SHA-256)</source>
        <translation>Key (SHA-256)</translation>
    </message>
    <message>
        <source>Claimed by</source>
        <translation>Claimed by</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>Approvals</translation>
    </message>
    <message>
        <source>Edited last by</source>
        <translation>Edited last by</translation>
    </message>
    <message>
        <source>Changed at</source>
        <translation>Changed at</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>Serial number</translation>
    </message>
    <message>
        <source>Revoked at</source>
        <translation>Revoked at</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>Revocation scheduled for</source>
        <translation>Revocation scheduled for</translation>
    </message>
</context>
<context>
    <name>tegata::ConflictText</name>
    <message>
        <source>The request has timed out: it had to be decided by %1. Nobody else changed it.</source>
        <extracomment>%1: a time</extracomment>
        <translation>The request has timed out: it had to be decided by %1. Nobody else changed it.</translation>
    </message>
    <message>
        <source>Another operator has claimed it. Nothing else changed.</source>
        <translation>Another operator has claimed it. Nothing else changed.</translation>
    </message>
    <message>
        <source>The site does not allow this in the state “%1”. Nothing has changed since you looked at it.</source>
        <extracomment>%1: a state of a request</extracomment>
        <translation>The site does not allow this in the state “%1”. Nothing has changed since you looked at it.</translation>
    </message>
    <message>
        <source>It has been changed; the site does not say by whom.</source>
        <translation>It has been changed; the site does not say by whom.</translation>
    </message>
    <message>
        <source>The site has changed it: %1, %2.</source>
        <extracomment>%1: what was done, as &quot;Timed out&quot;, %2: a time</extracomment>
        <translation>The site has changed it: %1, %2.</translation>
    </message>
    <message>
        <source>You have changed it yourself: %1, %2.</source>
        <extracomment>%1: what was done, as &quot;Rejected&quot;, %2: a time</extracomment>
        <translation>You have changed it yourself: %1, %2.</translation>
    </message>
    <message>
        <source>%1 has changed it: %2, %3.</source>
        <extracomment>%1: a person, %2: what was done, as &quot;Rejected&quot;, %3: a time</extracomment>
        <translation>%1 has changed it: %2, %3.</translation>
    </message>
</context>
<context>
    <name>tegata::ConflictView</name>
    <message>
        <source>What you saw and what it is now</source>
        <translation>What you saw and what it is now</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Field</translation>
    </message>
    <message>
        <source>What you saw</source>
        <translation>What you saw</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Now</translation>
    </message>
    <message>
        <source>Check result before sending:</source>
        <translation>Check result before sending:</translation>
    </message>
    <message>
        <source>&amp;Later</source>
        <translation>&amp;Later</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Next</translation>
    </message>
    <message>
        <source>Dis&amp;card</source>
        <translation>Dis&amp;card</translation>
    </message>
    <message>
        <source>&amp;Apply to the current version</source>
        <translation>&amp;Apply to the current version</translation>
    </message>
    <message>
        <source>Changed</source>
        <extracomment>a field that is not as it was</extracomment>
        <translation>Changed</translation>
    </message>
    <message>
        <source>%1, changed</source>
        <translation>%1, changed</translation>
    </message>
    <message>
        <source>%1/%2 Not done: %3 (%4)</source>
        <extracomment>%1: number of this one, %2: of how many, %3: an action, %4: common name</extracomment>
        <translation>%1/%2 Not done: %3 (%4)</translation>
    </message>
    <message>
        <source>It can only be discarded: %1</source>
        <translation>It can only be discarded: %1</translation>
    </message>
    <message>
        <source>the text you entered can no longer be read.</source>
        <translation>the text you entered can no longer be read.</translation>
    </message>
    <message>
        <source>only a valid certificate can be revoked.</source>
        <translation>only a valid certificate can be revoked.</translation>
    </message>
    <message>
        <source>Decisions that were not done</source>
        <translation>Decisions that were not done</translation>
    </message>
</context>
<context>
    <name>tegata::ConnectionStatus</name>
    <message>
        <source>Locked</source>
        <translation>Locked</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Connecting…</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Connected</translation>
    </message>
    <message>
        <source>No connection</source>
        <translation>No connection</translation>
    </message>
    <message>
        <source>Last sync: %1</source>
        <translation>Last sync: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n action(s) waiting to be sent</source>
        <translation>
            <numerusform>%n action waiting to be sent</numerusform>
            <numerusform>%n actions waiting to be sent</numerusform>
        </translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Connection</translation>
    </message>
    <message numerus="yes">
        <source>%n action(s) being sent</source>
        <translation>
            <numerusform>%n action being sent</numerusform>
            <numerusform>%n actions being sent</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>No operator certificate</source>
        <translation>No operator certificate</translation>
    </message>
    <message>
        <source>Show what is waiting to be sent</source>
        <translation>Show what is waiting to be sent</translation>
    </message>
    <message>
        <source>Operator certificates</source>
        <translation>Operator certificates</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>Diagnostics</translation>
    </message>
    <message>
        <source>Connected, synced %1</source>
        <extracomment>%1: a time of today</extracomment>
        <translation>Connected, synced %1</translation>
    </message>
    <message>
        <source>Certificate ends on %1</source>
        <extracomment>the operator certificate; %1: its last day</extracomment>
        <translation>Certificate ends on %1</translation>
    </message>
    <message>
        <source>Certificate valid until %1</source>
        <translation>Certificate valid until %1</translation>
    </message>
    <message numerus="yes">
        <source>%n actions need your decision</source>
        <translation>
            <numerusform>%n action needs your decision</numerusform>
            <numerusform>%n actions need your decision</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose site</source>
        <translation>Choose site</translation>
    </message>
</context>
<context>
    <name>tegata::ContactPage</name>
    <message>
        <source>Login to the application site</source>
        <translation>Login to the application site</translation>
    </message>
    <message>
        <source>Procedure contact</source>
        <translation>Procedure contact</translation>
    </message>
    <message>
        <source>The ID for the application site.</source>
        <translation>The ID for the application site.</translation>
    </message>
    <message>
        <source>At least 8 characters, better 12 or more. It is kept only in the encrypted draft and sent once.</source>
        <translation>At least 8 characters, better 12 or more. It is kept only in the encrypted draft and sent once.</translation>
    </message>
    <message>
        <source>Registered as the address for the temporary password if the password is forgotten.</source>
        <translation>Registered as the address for the temporary password if the password is forgotten.</translation>
    </message>
    <message>
        <source>For messages about the procedure, documents and completion.</source>
        <translation>For messages about the procedure, documents and completion.</translation>
    </message>
</context>
<context>
    <name>tegata::DecisionFlow</name>
    <message>
        <source>The list has just changed. Check the request, then press the key again.</source>
        <translation>The list has just changed. Check the request, then press the key again.</translation>
    </message>
    <message>
        <source>%1 has already been decided. To change it, undo the decision first.</source>
        <translation>%1 has already been decided. To change it, undo the decision first.</translation>
    </message>
    <message>
        <source>The check of this request has not finished. Press the key again in a moment.</source>
        <translation>The check of this request has not finished. Press the key again in a moment.</translation>
    </message>
    <message>
        <source>The check found errors, so it cannot be approved.</source>
        <translation>The check found errors, so it cannot be approved.</translation>
    </message>
</context>
<context>
    <name>tegata::DecisionPanel</name>
    <message>
        <source>There are warnings. &amp;Why do you approve anyway? (required, recorded)</source>
        <translation>There are warnings. &amp;Why do you approve anyway? (required, recorded)</translation>
    </message>
    <message>
        <source>&amp;Note (optional)</source>
        <translation>&amp;Note (optional)</translation>
    </message>
    <message>
        <source>&amp;Reason (required; the contact reads it)</source>
        <translation>&amp;Reason (required; the contact reads it)</translation>
    </message>
    <message>
        <source>Put %1 on hold?</source>
        <translation>Put %1 on hold?</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Back</translation>
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
        <translation>Enter a text first.</translation>
    </message>
    <message>
        <source>Approve %1?</source>
        <translation>Approve %1?</translation>
    </message>
    <message>
        <source>Reject %1?</source>
        <translation>Reject %1?</translation>
    </message>
    <message>
        <source>&amp;Comment (required; the contact sees it)</source>
        <translation>&amp;Comment (required; the contact sees it)</translation>
    </message>
    <message>
        <source>Cancel the request for %1?</source>
        <translation>Cancel the request for %1?</translation>
    </message>
    <message>
        <source>My reas&amp;ons…</source>
        <translation>My reas&amp;ons…</translation>
    </message>
    <message>
        <source>My reasons</source>
        <translation>My reasons</translation>
    </message>
    <message>
        <source>Reasons (choose by number)</source>
        <translation>Reasons (choose by number)</translation>
    </message>
    <message>
        <source>The site has not said yet who you are: the text stays until it has.</source>
        <translation>The site has not said yet who you are: the text stays until it has.</translation>
    </message>
</context>
<context>
    <name>tegata::DeskNotifications</name>
    <message numerus="yes">
        <source>%n certificates that are not renewed expire within four weeks.</source>
        <translation>
            <numerusform>%n certificate that is not renewed expires within four weeks.</numerusform>
            <numerusform>%n certificates that are not renewed expire within four weeks.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new request(s) wait(s) for approval.</source>
        <translation>
            <numerusform>%n new request waits for approval.</numerusform>
            <numerusform>%n new requests wait for approval.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n requests changed after your decision. Please decide again.</source>
        <translation>
            <numerusform>%n request changed after your decision. Please decide again.</numerusform>
            <numerusform>%n requests changed after your decision. Please decide again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n offline actions have been sent.</source>
        <translation>
            <numerusform>%n offline action has been sent.</numerusform>
            <numerusform>%n offline actions have been sent.</numerusform>
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
        <translation>Copy the common name</translation>
    </message>
    <message>
        <source>More actions</source>
        <translation>More actions</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Actions</translation>
    </message>
</context>
<context>
    <name>tegata::DetailView</name>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Nothing selected</source>
        <translation>Nothing selected</translation>
    </message>
    <message>
        <source>Select a row with the arrow keys or with J and K.</source>
        <translation>Select a row with the arrow keys or with J and K.</translation>
    </message>
</context>
<context>
    <name>tegata::DiagnosticsDialog</name>
    <message>
        <source>Checking…</source>
        <translation>Checking…</translation>
    </message>
    <message numerus="yes">
        <source>⚠ %n items need attention.</source>
        <translation>
            <numerusform>⚠ %n item needs attention.</numerusform>
            <numerusform>⚠ %n items need attention.</numerusform>
        </translation>
    </message>
    <message>
        <source>✓ Everything is in order.</source>
        <translation>✓ Everything is in order.</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>Diagnostics</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>Item</translation>
    </message>
    <message>
        <source>State</source>
        <translation>State</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>Check a&amp;gain</source>
        <translation>Check a&amp;gain</translation>
    </message>
    <message>
        <source>&amp;Copy as text</source>
        <translation>&amp;Copy as text</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>tegata::DomainListModel</name>
    <message>
        <source>EV: yes</source>
        <translation>EV: yes</translation>
    </message>
    <message>
        <source>EV: no</source>
        <translation>EV: no</translation>
    </message>
    <message>
        <source>ASCII form</source>
        <translation>ASCII form</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Finding</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
</context>
<context>
    <name>tegata::DomainListPanel</name>
    <message>
        <source>Add a &amp;domain (a URL or a whole list can be pasted)</source>
        <translation>Add a &amp;domain (a URL or a whole list can be pasted)</translation>
    </message>
    <message>
        <source>Add a domain</source>
        <translation>Add a domain</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>&amp;Import CSV…</source>
        <translation>&amp;Import CSV…</translation>
    </message>
    <message>
        <source>Import domains from a file</source>
        <translation>Import domains from a file</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Remove</translation>
    </message>
    <message>
        <source>Remove the selected domains</source>
        <translation>Remove the selected domains</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation>Move &amp;up</translation>
    </message>
    <message>
        <source>Move the selected domain up</source>
        <translation>Move the selected domain up</translation>
    </message>
    <message>
        <source>Alt+Up</source>
        <translation>Alt+Up</translation>
    </message>
    <message>
        <source>Move do&amp;wn</source>
        <translation>Move do&amp;wn</translation>
    </message>
    <message>
        <source>Move the selected domain down</source>
        <translation>Move the selected domain down</translation>
    </message>
    <message>
        <source>Alt+Down</source>
        <translation>Alt+Down</translation>
    </message>
    <message>
        <source>Switch EV on or off for the selected domains</source>
        <translation>Switch EV on or off for the selected domains</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>No domain yet. Type one above, paste a list here (Ctrl+V), or drop a file here.</source>
        <translation>No domain yet. Type one above, paste a list here (Ctrl+V), or drop a file here.</translation>
    </message>
    <message>
        <source>Commands for the list</source>
        <translation>Commands for the list</translation>
    </message>
    <message>
        <source>%1/%2 domains</source>
        <translation>%1/%2 domains</translation>
    </message>
    <message>
        <source>Import domains</source>
        <translation>Import domains</translation>
    </message>
    <message>
        <source>Lists (*.csv *.txt *.tsv)</source>
        <translation>Lists (*.csv *.txt *.tsv)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>All files (*)</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>EV on/off</source>
        <translation>EV on/off</translation>
    </message>
    <message>
        <source>Findings of the selected domain</source>
        <translation>Findings of the selected domain</translation>
    </message>
</context>
<context>
    <name>tegata::DomainsPage</name>
    <message>
        <source>Enter the registered domain that the common names will contain: for www.cybertrust.ne.jp enter cybertrust.ne.jp. Tick EV for the domains that SureServer EV is to be issued for; SureServer can be issued for all of them. Where the registrant is not the applicant, say so in the note: documents or a telephone call to the owner will be needed.</source>
        <translation>Enter the registered domain that the common names will contain: for www.cybertrust.ne.jp enter cybertrust.ne.jp. Tick EV for the domains that SureServer EV is to be issued for; SureServer can be issued for all of them. Where the registrant is not the applicant, say so in the note: documents or a telephone call to the owner will be needed.</translation>
    </message>
</context>
<context>
    <name>tegata::DraftCommands</name>
    <message>
        <source>New enrolment</source>
        <translation>New enrolment</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <extracomment>%1: name of the draft that is duplicated</extracomment>
        <translation>%1 (copy)</translation>
    </message>
    <message>
        <source>Duplicated: %1</source>
        <translation>Duplicated: %1</translation>
    </message>
    <message>
        <source>Export draft</source>
        <translation>Export draft</translation>
    </message>
    <message>
        <source>Exported: %1</source>
        <translation>Exported: %1</translation>
    </message>
    <message>
        <source>Import draft</source>
        <translation>Import draft</translation>
    </message>
    <message>
        <source>Imported: %1</source>
        <translation>Imported: %1</translation>
    </message>
    <message>
        <source>Delete “%1” and all its versions? This cannot be undone.</source>
        <translation>Delete “%1” and all its versions? This cannot be undone.</translation>
    </message>
    <message>
        <source>The application %1 itself remains with the certification authority.</source>
        <translation>The application %1 itself remains with the certification authority.</translation>
    </message>
    <message>
        <source>Delete this draft?</source>
        <translation>Delete this draft?</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Delete</translation>
    </message>
    <message>
        <source>Deleted: %1</source>
        <translation>Deleted: %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>The newest version of “%1” is damaged and cannot be read. An earlier version is intact. Go back to it? The damaged file is kept.</source>
        <translation>The newest version of “%1” is damaged and cannot be read. An earlier version is intact. Go back to it? The damaged file is kept.</translation>
    </message>
    <message>
        <source>The draft is damaged</source>
        <translation>The draft is damaged</translation>
    </message>
    <message>
        <source>&amp;Go back</source>
        <translation>&amp;Go back</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Exported drafts (*.%1)</source>
        <translation>Exported drafts (*.%1)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>All files (*)</translation>
    </message>
    <message>
        <source>Signed in. You can send the application now.</source>
        <translation>Signed in. You can send the application now.</translation>
    </message>
</context>
<context>
    <name>tegata::DraftEditor</name>
    <message>
        <source>Draft</source>
        <translation>Draft</translation>
    </message>
    <message>
        <source>This draft is open in another window. Here you can only read the version saved last.</source>
        <translation>This draft is open in another window. Here you can only read the version saved last.</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>Open again</translation>
    </message>
    <message>
        <source>Saving works again. Everything is saved.</source>
        <translation>Saving works again. Everything is saved.</translation>
    </message>
    <message>
        <source>Your input is not being saved. %1 %2 It stays here, and saving is tried again automatically.</source>
        <extracomment>%1: what is wrong, %2: what to do</extracomment>
        <translation>Your input is not being saved. %1 %2 It stays here, and saving is tried again automatically.</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Try now</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>Saved: %1</translation>
    </message>
    <message>
        <source>Saved: %1. This computer has no suitable font: text in the document may not be found by a search. %2 Install the font BIZ UDGothic and save it again.</source>
        <translation>Saved: %1. This computer has no suitable font: text in the document may not be found by a search. %2 Install the font BIZ UDGothic and save it again.</translation>
    </message>
    <message>
        <source>Missing characters: %1.</source>
        <translation>Missing characters: %1.</translation>
    </message>
    <message>
        <source>Saved: %1. The font BIZ UDGothic is not installed, so %2 was used. Check the document before you pass it on.</source>
        <translation>Saved: %1. The font BIZ UDGothic is not installed, so %2 was used. Check the document before you pass it on.</translation>
    </message>
</context>
<context>
    <name>tegata::DraftList</name>
    <message>
        <source>Drafts</source>
        <translation>Drafts</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Actions</translation>
    </message>
    <message>
        <source>&amp;New…</source>
        <translation>&amp;New…</translation>
    </message>
    <message>
        <source>Rene&amp;wal…</source>
        <translation>Rene&amp;wal…</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Open</translation>
    </message>
    <message>
        <source>Rena&amp;me…</source>
        <translation>Rena&amp;me…</translation>
    </message>
    <message>
        <source>&amp;Duplicate…</source>
        <translation>&amp;Duplicate…</translation>
    </message>
    <message>
        <source>&amp;Versions…</source>
        <translation>&amp;Versions…</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Export…</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>&amp;Import…</translation>
    </message>
    <message>
        <source>&amp;Refresh state</source>
        <translation>&amp;Refresh state</translation>
    </message>
    <message>
        <source>De&amp;lete…</source>
        <translation>De&amp;lete…</translation>
    </message>
    <message>
        <source>No drafts yet</source>
        <translation>No drafts yet</translation>
    </message>
    <message>
        <source>A draft keeps your application until it is complete, online or offline. It is stored encrypted on this computer.</source>
        <translation>A draft keeps your application until it is complete, online or offline. It is stored encrypted on this computer.</translation>
    </message>
    <message>
        <source>New draft…</source>
        <translation>New draft…</translation>
    </message>
    <message>
        <source>No draft is selected.</source>
        <translation>No draft is selected.</translation>
    </message>
    <message>
        <source>The draft is damaged.</source>
        <translation>The draft is damaged.</translation>
    </message>
    <message>
        <source>No site is set up yet.</source>
        <translation>No site is set up yet.</translation>
    </message>
    <message>
        <source>It has no receipt number yet.</source>
        <translation>It has no receipt number yet.</translation>
    </message>
</context>
<context>
    <name>tegata::DraftListModel</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>Required fields</source>
        <translation>Required fields</translation>
    </message>
    <message>
        <source>State</source>
        <translation>State</translation>
    </message>
    <message>
        <source>Receipt number</source>
        <translation>Receipt number</translation>
    </message>
    <message>
        <source>Last change</source>
        <translation>Last change</translation>
    </message>
</context>
<context>
    <name>tegata::DraftNameDialog</name>
    <message>
        <source>New draft</source>
        <translation>New draft</translation>
    </message>
    <message>
        <source>&amp;Create</source>
        <translation>&amp;Create</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Create</translation>
    </message>
    <message>
        <source>Rename draft</source>
        <translation>Rename draft</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>&amp;Rename</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Rename</translation>
    </message>
    <message>
        <source>Duplicate draft</source>
        <translation>Duplicate draft</translation>
    </message>
    <message>
        <source>&amp;Duplicate</source>
        <translation>&amp;Duplicate</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplicate</translation>
    </message>
    <message>
        <source>&amp;Name of the draft (for you only):</source>
        <translation>&amp;Name of the draft (for you only):</translation>
    </message>
    <message>
        <source>Name of the draft</source>
        <translation>Name of the draft</translation>
    </message>
    <message>
        <source>Buttons</source>
        <translation>Buttons</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>tegata::DraftSubmission</name>
    <message>
        <source>The application was received. Receipt number: %1</source>
        <translation>The application was received. Receipt number: %1</translation>
    </message>
    <message>
        <source>The application was not accepted. Fix what is listed below and send it again.</source>
        <translation>The application was not accepted. Fix what is listed below and send it again.</translation>
    </message>
    <message>
        <source>There is no connection. The application waits here. When the connection is back, you confirm once more before it is sent.</source>
        <translation>There is no connection. The application waits here. When the connection is back, you confirm once more before it is sent.</translation>
    </message>
    <message>
        <source>The connection was lost before the answer arrived. It will be sent again automatically. The application is accepted only once.</source>
        <translation>The connection was lost before the answer arrived. It will be sent again automatically. The application is accepted only once.</translation>
    </message>
    <message>
        <source>The application was withdrawn.</source>
        <translation>The application was withdrawn.</translation>
    </message>
    <message>
        <source>The application is now “%1”. It was not withdrawn.</source>
        <translation>The application is now “%1”. It was not withdrawn.</translation>
    </message>
    <message>
        <source>The application can no longer be withdrawn.</source>
        <translation>The application can no longer be withdrawn.</translation>
    </message>
</context>
<context>
    <name>tegata::DraftText</name>
    <message>
        <source>New enrolment</source>
        <translation>New enrolment</translation>
    </message>
    <message>
        <source>Renewal</source>
        <translation>Renewal</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>In review</source>
        <translation>In review</translation>
    </message>
    <message>
        <source>Documents requested</source>
        <translation>Documents requested</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>Approved</translation>
    </message>
    <message>
        <source>Building the site</source>
        <translation>Building the site</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In use</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Rejected</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Withdrawn</translation>
    </message>
    <message>
        <source>Cannot be read</source>
        <translation>Cannot be read</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Draft</translation>
    </message>
    <message>
        <source>Waiting for a connection</source>
        <translation>Waiting for a connection</translation>
    </message>
    <message>
        <source>Being sent</source>
        <translation>Being sent</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>%1: required fields that are filled in, %2: of how many</extracomment>
        <translation>%1 of %2</translation>
    </message>
    <message>
        <source>(without name)</source>
        <translation>(without name)</translation>
    </message>
</context>
<context>
    <name>tegata::EarlierList</name>
    <message>
        <source>Match</source>
        <translation>Match</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>Valid until</translation>
    </message>
    <message>
        <source>State</source>
        <translation>State</translation>
    </message>
    <message>
        <source>Common name</source>
        <translation>Common name</translation>
    </message>
    <message>
        <source>Name and key</source>
        <translation>Name and key</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Key</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1: revoked, %2: why</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Serial number %1</source>
        <extracomment>%1: serial number</extracomment>
        <translation>Serial number %1</translation>
    </message>
</context>
<context>
    <name>tegata::EditDialog</name>
    <message>
        <source>Edit: %1</source>
        <extracomment>%1: common name</extracomment>
        <translation>Edit: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n approvals become void; where several approvals are needed, you cannot approve it yourself afterwards.</source>
        <translation>
            <numerusform>%n approval becomes void; where several approvals are needed, you cannot approve it yourself afterwards.</numerusform>
            <numerusform>%n approvals become void; where several approvals are needed, you cannot approve it yourself afterwards.</numerusform>
        </translation>
    </message>
    <message>
        <source>Where several approvals are needed, you may not approve it yourself afterwards.</source>
        <translation>Where several approvals are needed, you may not approve it yourself afterwards.</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>Japanese</translation>
    </message>
    <message>
        <source>English</source>
        <translation>English</translation>
    </message>
    <message>
        <source>&amp;Product</source>
        <translation>&amp;Product</translation>
    </message>
    <message>
        <source>&amp;Language of the subject</source>
        <translation>&amp;Language of the subject</translation>
    </message>
    <message>
        <source>Issue notice &amp;e-mail</source>
        <translation>Issue notice &amp;e-mail</translation>
    </message>
    <message>
        <source>&amp;Renewal of (serial number)</source>
        <translation>&amp;Renewal of (serial number)</translation>
    </message>
    <message>
        <source>&amp;Why (required; shown in the history)</source>
        <translation>&amp;Why (required; shown in the history)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Save</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Nothing has been changed yet.</source>
        <translation>Nothing has been changed yet.</translation>
    </message>
    <message>
        <source>Enter the reason.</source>
        <translation>Enter the reason.</translation>
    </message>
</context>
<context>
    <name>tegata::EditMenu</name>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Edit</translation>
    </message>
    <message>
        <source>U&amp;ndo typing</source>
        <translation>U&amp;ndo typing</translation>
    </message>
    <message>
        <source>&amp;Redo typing</source>
        <translation>&amp;Redo typing</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>Cu&amp;t</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Copy</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Paste</translation>
    </message>
    <message>
        <source>Select all t&amp;ext</source>
        <translation>Select all t&amp;ext</translation>
    </message>
</context>
<context>
    <name>tegata::EnrollmentShellDesk</name>
    <message>
        <source>&amp;Enrolment</source>
        <translation>&amp;Enrolment</translation>
    </message>
</context>
<context>
    <name>tegata::EnrollmentWizard</name>
    <message>
        <source>Application form</source>
        <translation>Application form</translation>
    </message>
    <message>
        <source>Pages of the form</source>
        <translation>Pages of the form</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Page</translation>
    </message>
    <message>
        <source>&lt; &amp;Back</source>
        <translation>&lt; &amp;Back</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Ne&amp;xt &gt;</source>
        <translation>Ne&amp;xt &gt;</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Undo</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Redo</translation>
    </message>
    <message>
        <source>&amp;Next page</source>
        <translation>&amp;Next page</translation>
    </message>
    <message>
        <source>&amp;Previous page</source>
        <translation>&amp;Previous page</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>empty</translation>
    </message>
    <message>
        <source>incomplete</source>
        <translation>incomplete</translation>
    </message>
    <message>
        <source>with warnings</source>
        <translation>with warnings</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>complete</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <extracomment>%1: a time of the day</extracomment>
        <translation>Saved %1</translation>
    </message>
    <message>
        <source>Saving when you pause…</source>
        <translation>Saving when you pause…</translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <translation>Not saved: %1</translation>
    </message>
</context>
<context>
    <name>tegata::EnrollmentWorkspace</name>
    <message>
        <source>Enrolment</source>
        <translation>Enrolment</translation>
    </message>
    <message>
        <source>Close dra&amp;ft</source>
        <translation>Close dra&amp;ft</translation>
    </message>
    <message>
        <source>Opening the drafts…</source>
        <translation>Opening the drafts…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>Protect your drafts first</source>
        <translation>Protect your drafts first</translation>
    </message>
    <message>
        <source>Drafts are stored encrypted on this computer. There is no keychain here: choose a passphrase to protect them.</source>
        <translation>Drafts are stored encrypted on this computer. There is no keychain here: choose a passphrase to protect them.</translation>
    </message>
    <message>
        <source>Choose a passphrase…</source>
        <translation>Choose a passphrase…</translation>
    </message>
    <message>
        <source>The drafts are locked</source>
        <translation>The drafts are locked</translation>
    </message>
    <message>
        <source>Everything you entered is stored encrypted.</source>
        <translation>Everything you entered is stored encrypted.</translation>
    </message>
    <message>
        <source>Unlock…</source>
        <translation>Unlock…</translation>
    </message>
    <message>
        <source>The drafts cannot be opened with the keychain</source>
        <translation>The drafts cannot be opened with the keychain</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>The drafts cannot be opened</source>
        <translation>The drafts cannot be opened</translation>
    </message>
    <message>
        <source>The connection is back. “%1” needs your confirmation.</source>
        <translation>The connection is back. “%1” needs your confirmation.</translation>
    </message>
    <message>
        <source>Review and send…</source>
        <translation>Review and send…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Import &amp;postal codes…</source>
        <translation>Import &amp;postal codes…</translation>
    </message>
    <message>
        <source>The postal codes are imported.</source>
        <translation>The postal codes are imported.</translation>
    </message>
</context>
<context>
    <name>tegata::EvidencePanel</name>
    <message>
        <source>Evidence</source>
        <translation>Evidence</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Check</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>Comparison</translation>
    </message>
    <message>
        <source>Validations</source>
        <translation>Validations</translation>
    </message>
    <message>
        <source>Earlier certificates of the same name or key</source>
        <translation>Earlier certificates of the same name or key</translation>
    </message>
    <message>
        <source>Live certificate</source>
        <translation>Live certificate</translation>
    </message>
    <message>
        <source>CAA records</source>
        <translation>CAA records</translation>
    </message>
    <message>
        <source>All checks passed: %1</source>
        <extracomment>%1: areas of rules</extracomment>
        <translation>All checks passed: %1</translation>
    </message>
    <message>
        <source>Passed: %1</source>
        <translation>Passed: %1</translation>
    </message>
    <message>
        <source>Further names</source>
        <translation>Further names</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
    <message>
        <source>Check results: %1</source>
        <extracomment>%1: a time</extracomment>
        <translation>Check results: %1</translation>
    </message>
    <message numerus="yes">
        <source>Differences: %n</source>
        <extracomment>a heading; %n: how many fields of the CSR differ from what is registered or was before</extracomment>
        <translation>
            <numerusform>Differences: %n</numerusform>
            <numerusform>Differences: %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing differs from the registered data and the previous certificate.</source>
        <translation>Nothing differs from the registered data and the previous certificate.</translation>
    </message>
    <message>
        <source>Show the differences only</source>
        <translation>Show the differences only</translation>
    </message>
    <message numerus="yes">
        <source>Show the %n matching field(s) too</source>
        <translation>
            <numerusform>Show %n matching field too</numerusform>
            <numerusform>Show %n matching fields too</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tegata::EvidenceText</name>
    <message>
        <source>Name %1 (SAN)</source>
        <translation>Name %1 (SAN)</translation>
    </message>
    <message>
        <source>Name (SAN)</source>
        <translation>Name (SAN)</translation>
    </message>
    <message>
        <source>Further names</source>
        <translation>Further names</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Key</translation>
    </message>
    <message>
        <source>SHA-256 of the key</source>
        <translation>SHA-256 of the key</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>Signature</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Product</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>Japanese</translation>
    </message>
    <message>
        <source>English</source>
        <translation>English</translation>
    </message>
    <message>
        <source>%1 is invisible</source>
        <extracomment>%1: name of an invisible character</extracomment>
        <translation>%1 is invisible</translation>
    </message>
    <message>
        <source>%1 is missing</source>
        <translation>%1 is missing</translation>
    </message>
    <message>
        <source>%1 is extra</source>
        <extracomment>%1: characters that the other text has not</extracomment>
        <translation>%1 is extra</translation>
    </message>
    <message>
        <source>%1 instead of %2</source>
        <extracomment>%1, %2: characters; the first stands where the second should</extracomment>
        <translation>%1 instead of %2</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>%1: which characters differ; %2: how</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>equal</source>
        <translation>equal</translation>
    </message>
    <message>
        <source>composed differently</source>
        <translation>composed differently</translation>
    </message>
    <message>
        <source>letter case</source>
        <translation>letter case</translation>
    </message>
    <message>
        <source>full or half width</source>
        <translation>full or half width</translation>
    </message>
    <message>
        <source>compatibility character</source>
        <translation>compatibility character</translation>
    </message>
    <message>
        <source>looks alike</source>
        <translation>looks alike</translation>
    </message>
    <message>
        <source>invisible</source>
        <translation>invisible</translation>
    </message>
    <message>
        <source>different</source>
        <translation>different</translation>
    </message>
    <message>
        <source>never validated</source>
        <translation>never validated</translation>
    </message>
    <message>
        <source>expired on %1</source>
        <extracomment>%1: a day</extracomment>
        <translation>expired on %1</translation>
    </message>
    <message numerus="yes">
        <source>until %1 (%n days left)</source>
        <extracomment>%1: a day</extracomment>
        <translation>
            <numerusform>until %1 (%n day left)</numerusform>
            <numerusform>until %1 (%n days left)</numerusform>
        </translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>Not checked</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Checking…</translation>
    </message>
    <message>
        <source>Not checked: the name points to an address inside a private network (%1)</source>
        <extracomment>%1: an IP address</extracomment>
        <translation>Not checked: the name points to an address inside a private network (%1)</translation>
    </message>
    <message>
        <source>No answer in time</source>
        <translation>No answer in time</translation>
    </message>
    <message>
        <source>Not reachable</source>
        <translation>Not reachable</translation>
    </message>
    <message>
        <source>Not reachable: %1</source>
        <translation>Not reachable: %1</translation>
    </message>
    <message>
        <source>This is the certificate compared with</source>
        <translation>This is the certificate compared with</translation>
    </message>
    <message>
        <source>Serial number %1, valid until %2</source>
        <extracomment>%1: a serial number, %2: a day</extracomment>
        <translation>Serial number %1, valid until %2</translation>
    </message>
    <message>
        <source>Issued by %1</source>
        <extracomment>%1: an issuer&apos;s name</extracomment>
        <translation>Issued by %1</translation>
    </message>
    <message>
        <source>Trusted by this computer</source>
        <translation>Trusted by this computer</translation>
    </message>
    <message>
        <source>Not trusted by this computer: %1</source>
        <translation>Not trusted by this computer: %1</translation>
    </message>
    <message>
        <source>No records: every certification authority may issue</source>
        <extracomment>%1: a domain, %2: its records</extracomment>
        <translation>No records: every certification authority may issue</translation>
    </message>
    <message>
        <source>Allowed by the records at %1: %2</source>
        <translation>Allowed by the records at %1: %2</translation>
    </message>
    <message>
        <source>Forbidden by the records at %1: %2</source>
        <translation>Forbidden by the records at %1: %2</translation>
    </message>
    <message>
        <source>%1 could not be checked: %2</source>
        <extracomment>%1: a domain, %2: the reason, technical</extracomment>
        <translation>%1 could not be checked: %2</translation>
    </message>
    <message>
        <source>subject</source>
        <translation>subject</translation>
    </message>
    <message>
        <source>key and signature</source>
        <translation>key and signature</translation>
    </message>
    <message>
        <source>host names</source>
        <translation>host names</translation>
    </message>
    <message>
        <source>registered domains</source>
        <translation>registered domains</translation>
    </message>
    <message>
        <source>age of the validations</source>
        <translation>age of the validations</translation>
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
        <translation>Profile</translation>
    </message>
    <message>
        <source>Not checked: a wildcard is not a host name</source>
        <translation>Not checked: a wildcard is not a host name</translation>
    </message>
    <message>
        <source>Not checked: host checks are switched off in the settings</source>
        <translation>Not checked: host checks are switched off in the settings</translation>
    </message>
    <message>
        <source>Not checked: the name is in no registered domain</source>
        <translation>Not checked: the name is in no registered domain</translation>
    </message>
    <message>
        <source>Not checked: only the first hosts are checked</source>
        <translation>Not checked: only the first hosts are checked</translation>
    </message>
    <message>
        <source>Not checked: no DNS server answers this computer</source>
        <translation>Not checked: no DNS server answers this computer</translation>
    </message>
</context>
<context>
    <name>tegata::ExpiryChart</name>
    <message>
        <source>Certificates by the week in which they expire</source>
        <translation>Certificates by the week in which they expire</translation>
    </message>
    <message>
        <source>Left and right move between weeks, Enter shows the certificates of the week.</source>
        <translation>Left and right move between weeks, Enter shows the certificates of the week.</translation>
    </message>
    <message>
        <source>No data yet.</source>
        <translation>No data yet.</translation>
    </message>
    <message>
        <source>MMM yyyy</source>
        <extracomment>a month below the bars, as in QDate::toString</extracomment>
        <translation>MMM yyyy</translation>
    </message>
</context>
<context>
    <name>tegata::ExpiryDialog</name>
    <message>
        <source>Certificate expiry</source>
        <translation>Certificate expiry</translation>
    </message>
    <message>
        <source>Certificates by the week in which they expire. Hatched: already renewed.</source>
        <translation>Certificates by the week in which they expire. Hatched: already renewed.</translation>
    </message>
    <message>
        <source>&amp;Span</source>
        <translation>&amp;Span</translation>
    </message>
    <message>
        <source>Span</source>
        <translation>Span</translation>
    </message>
    <message numerus="yes">
        <source>%n week(s)</source>
        <translation>
            <numerusform>%n week</numerusform>
            <numerusform>%n weeks</numerusform>
        </translation>
    </message>
    <message>
        <source>Show &amp;them: %1</source>
        <extracomment>%1: &quot;3 certificates due for renewal&quot;</extracomment>
        <translation>Show &amp;them: %1</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>tegata::ExportDialog</name>
    <message>
        <source>Export “%1”</source>
        <translation>Export “%1”</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Rows</translation>
    </message>
    <message>
        <source>&amp;All rows of the list (%1)</source>
        <translation>&amp;All rows of the list (%1)</translation>
    </message>
    <message>
        <source>Sele&amp;cted rows (%1)</source>
        <translation>Sele&amp;cted rows (%1)</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>C&amp;SV (UTF-8, for spreadsheets)</source>
        <translation>C&amp;SV (UTF-8, for spreadsheets)</translation>
    </message>
    <message>
        <source>E&amp;xcel workbook</source>
        <translation>E&amp;xcel workbook</translation>
    </message>
    <message>
        <source>&amp;PEM, all certificates in one file</source>
        <translation>&amp;PEM, all certificates in one file</translation>
    </message>
    <message>
        <source>PEM, one &amp;file for each certificate</source>
        <translation>PEM, one &amp;file for each certificate</translation>
    </message>
    <message>
        <source>With the c&amp;hain of each certificate</source>
        <translation>With the c&amp;hain of each certificate</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>Choose the file and &amp;export…</source>
        <translation>Choose the file and &amp;export…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Locked. Unlock to export: only the site has the certificates.</source>
        <translation>Locked. Unlock to export: only the site has the certificates.</translation>
    </message>
    <message>
        <source>Each certificate is fetched from the site, one after the other.</source>
        <translation>Each certificate is fetched from the site, one after the other.</translation>
    </message>
    <message>
        <source>In CSV, texts that a spreadsheet could read as a formula begin with an apostrophe.</source>
        <translation>In CSV, texts that a spreadsheet could read as a formula begin with an apostrophe.</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>&amp;Resume</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>S&amp;top</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) exported to %1.</source>
        <translation>
            <numerusform>%n row exported to %1.</numerusform>
            <numerusform>%n rows exported to %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s) exported to %1.</source>
        <translation>
            <numerusform>%n certificate exported to %1.</numerusform>
            <numerusform>%n certificates exported to %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s) could not be fetched:</source>
        <translation>
            <numerusform>%n certificate could not be fetched:</numerusform>
            <numerusform>%n certificates could not be fetched:</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>how much of an export is written, of how much</extracomment>
        <translation>%1 of %2</translation>
    </message>
    <message>
        <source>Stopped. No file was written.</source>
        <translation>Stopped. No file was written.</translation>
    </message>
</context>
<context>
    <name>tegata::FieldWidget</name>
    <message>
        <source>Findings: %1</source>
        <translation>Findings: %1</translation>
    </message>
    <message>
        <source>%1 (required)</source>
        <extracomment>%1: a field&apos;s label</extracomment>
        <translation>%1 (required)</translation>
    </message>
</context>
<context>
    <name>tegata::FilterBar</name>
    <message>
        <source>%1 found</source>
        <extracomment>how many rows a filter found; %1: a number</extracomment>
        <translation>%1 found</translation>
    </message>
    <message>
        <source>%1 or more found</source>
        <translation>%1 or more found</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filter by name, organisation, serial number, key … (/)</source>
        <translation>Filter by name, organisation, serial number, key … (/)</translation>
    </message>
    <message>
        <source>Column filter</source>
        <translation>Column filter</translation>
    </message>
    <message>
        <source>Active column filters</source>
        <translation>Active column filters</translation>
    </message>
    <message>
        <source>Remove filter %1</source>
        <extracomment>a button that takes a filter away; %1: the filter</extracomment>
        <translation>Remove filter %1</translation>
    </message>
    <message>
        <source>Remove all filters</source>
        <translation>Remove all filters</translation>
    </message>
    <message>
        <source>Key SHA-256: %1</source>
        <extracomment>a filter; %1: hash of a public key</extracomment>
        <translation>Key SHA-256: %1</translation>
    </message>
    <message>
        <source>Filter by name… (/)</source>
        <translation>Filter by name… (/)</translation>
    </message>
    <message>
        <source>Filter by column</source>
        <translation>Filter by column</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Clear</translation>
    </message>
</context>
<context>
    <name>tegata::FindActions</name>
    <message>
        <source>Filter the list</source>
        <translation>Filter the list</translation>
    </message>
    <message>
        <source>Remove all filters</source>
        <translation>Remove all filters</translation>
    </message>
    <message>
        <source>Columns…</source>
        <translation>Columns…</translation>
    </message>
    <message>
        <source>Due for renewal</source>
        <translation>Due for renewal</translation>
    </message>
    <message>
        <source>Save filter and order as a tab…</source>
        <translation>Save filter and order as a tab…</translation>
    </message>
    <message>
        <source>Rename the saved tab…</source>
        <translation>Rename the saved tab…</translation>
    </message>
    <message>
        <source>Remove the saved tab</source>
        <translation>Remove the saved tab</translation>
    </message>
    <message>
        <source>Move the saved tab to the left</source>
        <translation>Move the saved tab to the left</translation>
    </message>
    <message>
        <source>Move the saved tab to the right</source>
        <translation>Move the saved tab to the right</translation>
    </message>
    <message>
        <source>This tab is not a saved search.</source>
        <translation>This tab is not a saved search.</translation>
    </message>
</context>
<context>
    <name>tegata::FindingList</name>
    <message>
        <source>Check findings</source>
        <translation>Check findings</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warning</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Error</translation>
    </message>
    <message numerus="yes">
        <source>and %n more findings</source>
        <translation>
            <numerusform>and %n more finding</numerusform>
            <numerusform>and %n more findings</numerusform>
        </translation>
    </message>
    <message>
        <source>Details: rule %1</source>
        <extracomment>a button; %1: number of a rule, &quot;V6&quot;</extracomment>
        <translation>Details: rule %1</translation>
    </message>
</context>
<context>
    <name>tegata::FormChangesView</name>
    <message>
        <source>Changes from the registered data</source>
        <translation>Changes from the registered data</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Field</translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>Registered</translation>
    </message>
    <message>
        <source>In this application</source>
        <translation>In this application</translation>
    </message>
</context>
<context>
    <name>tegata::FormSummaryView</name>
    <message>
        <source>(not filled in)</source>
        <translation>(not filled in)</translation>
    </message>
    <message>
        <source>Whole form</source>
        <translation>Whole form</translation>
    </message>
    <message>
        <source>(sent; no longer stored here)</source>
        <translation>(sent; no longer stored here)</translation>
    </message>
</context>
<context>
    <name>tegata::HashLabel</name>
    <message>
        <source>Copy: %1</source>
        <extracomment>%1: what is copied, &quot;SHA-256 of the key&quot;</extracomment>
        <translation>Copy: %1</translation>
    </message>
</context>
<context>
    <name>tegata::IdentitiesDialog</name>
    <message>
        <source>on this computer (opened with the keychain)</source>
        <translation>on this computer (opened with the keychain)</translation>
    </message>
    <message>
        <source>on this computer (opened with a passphrase)</source>
        <translation>on this computer (opened with a passphrase)</translation>
    </message>
    <message>
        <source>on the token “%1” (%2)</source>
        <extracomment>%1: label of the smart card, %2: its serial number</extracomment>
        <translation>on the token “%1” (%2)</translation>
    </message>
    <message>
        <source>⚠ expired on %1</source>
        <translation>⚠ expired on %1</translation>
    </message>
    <message numerus="yes">
        <source>⚠ %1 (%n day(s) left)</source>
        <extracomment>%1: a day</extracomment>
        <translation>
            <numerusform>⚠ %1 (%n day left)</numerusform>
            <numerusform>⚠ %1 (%n days left)</numerusform>
        </translation>
    </message>
    <message>
        <source>✓ %1 (in use)</source>
        <translation>✓ %1 (in use)</translation>
    </message>
    <message>
        <source>✓ %1 (selected)</source>
        <translation>✓ %1 (selected)</translation>
    </message>
    <message>
        <source>Remove the operator certificate %1 from this computer?</source>
        <translation>Remove the operator certificate %1 from this computer?</translation>
    </message>
    <message>
        <source>Its key stays on the token.</source>
        <translation>Its key stays on the token.</translation>
    </message>
    <message>
        <source>Its key on this computer is destroyed. To use it again you need its PKCS#12 file.</source>
        <translation>Its key on this computer is destroyed. To use it again you need its PKCS#12 file.</translation>
    </message>
    <message numerus="yes">
        <source>⚠ %n actions of this operator are waiting to be sent. They stay stored and are sent only when this operator unlocks here again.</source>
        <translation>
            <numerusform>⚠ %n action of this operator is waiting to be sent. It stays stored and is sent only when this operator unlocks here again.</numerusform>
            <numerusform>⚠ %n actions of this operator are waiting to be sent. They stay stored and are sent only when this operator unlocks here again.</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove this operator certificate?</source>
        <translation>Remove this operator certificate?</translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation>&amp;Keep</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Remove</translation>
    </message>
    <message>
        <source>Operator certificates</source>
        <translation>Operator certificates</translation>
    </message>
    <message>
        <source>There is no operator certificate yet. Load the file from the certification authority, or use a certificate on a token.</source>
        <extracomment>%1: name of the site</extracomment>
        <translation>There is no operator certificate yet. Load the file from the certification authority, or use a certificate on a token.</translation>
    </message>
    <message>
        <source>Choose the operator certificate to work with at %1.</source>
        <translation>Choose the operator certificate to work with at %1.</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Operator</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>Issued by</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>Valid until</translation>
    </message>
    <message>
        <source>Where the key is</source>
        <translation>Where the key is</translation>
    </message>
    <message>
        <source>&amp;Use for this site</source>
        <translation>&amp;Use for this site</translation>
    </message>
    <message>
        <source>Load &amp;file…</source>
        <translation>Load &amp;file…</translation>
    </message>
    <message>
        <source>From a &amp;token…</source>
        <translation>From a &amp;token…</translation>
    </message>
    <message>
        <source>&amp;Remove…</source>
        <translation>&amp;Remove…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>tegata::ImportIdentityDialog</name>
    <message>
        <source>Load operator certificate</source>
        <translation>Load operator certificate</translation>
    </message>
    <message>
        <source>Choose the PKCS#12 file (.p12, .pfx) with your operator certificate and its private key. The key is stored encrypted on this computer; the file itself is no longer needed afterwards.</source>
        <translation>Choose the PKCS#12 file (.p12, .pfx) with your operator certificate and its private key. The key is stored encrypted on this computer; the file itself is no longer needed afterwards.</translation>
    </message>
    <message>
        <source>&amp;File:</source>
        <translation>&amp;File:</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>&amp;Browse…</translation>
    </message>
    <message>
        <source>&amp;Passphrase of the file:</source>
        <translation>&amp;Passphrase of the file:</translation>
    </message>
    <message>
        <source>&amp;Load</source>
        <translation>&amp;Load</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>File</source>
        <translation>File</translation>
    </message>
    <message>
        <source>Browse</source>
        <translation>Browse</translation>
    </message>
    <message>
        <source>Passphrase of the file</source>
        <translation>Passphrase of the file</translation>
    </message>
    <message>
        <source>Buttons</source>
        <translation>Buttons</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Load</translation>
    </message>
    <message>
        <source>Choose the operator certificate</source>
        <translation>Choose the operator certificate</translation>
    </message>
    <message>
        <source>PKCS#12 files (*.p12 *.pfx)</source>
        <translation>PKCS#12 files (*.p12 *.pfx)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>All files (*)</translation>
    </message>
</context>
<context>
    <name>tegata::IntakeStrip</name>
    <message>
        <source>Co&amp;py</source>
        <translation>Co&amp;py</translation>
    </message>
    <message>
        <source>Copy the result</source>
        <translation>Copy the result</translation>
    </message>
    <message>
        <source>Close the result</source>
        <translation>Close the result</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Entries that were changed or not imported</source>
        <translation>Entries that were changed or not imported</translation>
    </message>
    <message>
        <source>No domain was found in the text.</source>
        <translation>No domain was found in the text.</translation>
    </message>
    <message>
        <source>Imported %1 of %2. Changed:</source>
        <translation>Imported %1 of %2. Changed:</translation>
    </message>
    <message>
        <source>Imported %1 of %2. Not imported: %3.</source>
        <translation>Imported %1 of %2. Not imported: %3.</translation>
    </message>
    <message>
        <source>Not imported: %1 – %2</source>
        <translation>Not imported: %1 – %2</translation>
    </message>
    <message>
        <source>Changed: %1 → %2 – %3</source>
        <translation>Changed: %1 → %2 – %3</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>… and %1 more; Copy includes all</source>
        <translation>… and %1 more; Copy includes all</translation>
    </message>
</context>
<context>
    <name>tegata::KeyBindingDialog</name>
    <message>
        <source>&amp;Set</source>
        <translation>&amp;Set</translation>
    </message>
    <message>
        <source>Re&amp;move key</source>
        <translation>Re&amp;move key</translation>
    </message>
    <message>
        <source>&amp;Default key</source>
        <translation>&amp;Default key</translation>
    </message>
    <message>
        <source>Reset &amp;all</source>
        <translation>Reset &amp;all</translation>
    </message>
    <message>
        <source>Customise keyboard shortcuts</source>
        <translation>Customise keyboard shortcuts</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Close</translation>
    </message>
    <message>
        <source>&amp;Key for “%1”:</source>
        <extracomment>%1: a command</extracomment>
        <translation>&amp;Key for “%1”:</translation>
    </message>
    <message>
        <source>Assign &amp;here</source>
        <translation>Assign &amp;here</translation>
    </message>
    <message>
        <source>%1 is assigned to %2. Assigning it here removes it from there.</source>
        <translation>%1 is assigned to %2. Assigning it here removes it from there.</translation>
    </message>
</context>
<context>
    <name>tegata::KeyHelp</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Keyboard shortcuts</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>Everywhere: the arrows move through rows, Tab from part to part, Esc goes back. While a decision asks for its reason: 1–9 choose one, Enter or Ctrl+Enter decides.</source>
        <translation>Everywhere: the arrows move through rows, Tab from part to part, Esc goes back. While a decision asks for its reason: 1–9 choose one, Enter or Ctrl+Enter decides.</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Close</translation>
    </message>
    <message>
        <source>C&amp;ustomise…</source>
        <translation>C&amp;ustomise…</translation>
    </message>
    <message>
        <source>Customise keyboard shortcuts</source>
        <translation>Customise keyboard shortcuts</translation>
    </message>
</context>
<context>
    <name>tegata::LegalNameField</name>
    <message>
        <source>Suggested names</source>
        <translation>Suggested names</translation>
    </message>
    <message>
        <source>%1 – %2 too many</source>
        <extracomment>%1: &quot;23 / 20&quot;, %2: how many characters are over the limit</extracomment>
        <translation>%1 – %2 too many</translation>
    </message>
    <message>
        <source>Characters: %1</source>
        <translation>Characters: %1</translation>
    </message>
    <message>
        <source>Change “%1” to “%2”</source>
        <translation>Change “%1” to “%2”</translation>
    </message>
    <message>
        <source>Use this name</source>
        <translation>Use this name</translation>
    </message>
</context>
<context>
    <name>tegata::LogDialog</name>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines</numerusform>
        </translation>
    </message>
    <message>
        <source>Save the log</source>
        <translation>Save the log</translation>
    </message>
    <message>
        <source>The log could not be saved there. Choose another folder.</source>
        <translation>The log could not be saved there. Choose another folder.</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>&amp;Contains:</source>
        <translation>&amp;Contains:</translation>
    </message>
    <message>
        <source>&amp;Level:</source>
        <translation>&amp;Level:</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>everything</translation>
    </message>
    <message>
        <source>information and above</source>
        <translation>information and above</translation>
    </message>
    <message>
        <source>warnings and above</source>
        <translation>warnings and above</translation>
    </message>
    <message>
        <source>errors only</source>
        <translation>errors only</translation>
    </message>
    <message>
        <source>Cop&amp;y</source>
        <translation>Cop&amp;y</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;Save…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Contains</source>
        <translation>Contains</translation>
    </message>
    <message>
        <source>Lowest level shown</source>
        <translation>Lowest level shown</translation>
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
        <translation>Menu bar</translation>
    </message>
    <message>
        <source>Desks</source>
        <translation>Desks</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;File</translation>
    </message>
    <message>
        <source>&amp;Actions</source>
        <translation>&amp;Actions</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;View</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Language</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Help</translation>
    </message>
    <message>
        <source>&amp;Lock</source>
        <translation>&amp;Lock</translation>
    </message>
    <message>
        <source>&amp;Unlock…</source>
        <translation>&amp;Unlock…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Quit</translation>
    </message>
    <message>
        <source>&amp;About Tegata</source>
        <translation>&amp;About Tegata</translation>
    </message>
    <message>
        <source>About Tegata</source>
        <translation>About Tegata</translation>
    </message>
    <message>
        <source>Tegata %1
Desktop software for managed TLS server certificates.
Apache License 2.0</source>
        <translation>Tegata %1
Desktop software for managed TLS server certificates.
Apache License 2.0</translation>
    </message>
    <message>
        <source>Some input is not saved</source>
        <translation>Some input is not saved</translation>
    </message>
    <message>
        <source>%1: your last input could not be saved. %2 %3</source>
        <extracomment>%1: the desk, %2: what is wrong, %3: what to do</extracomment>
        <translation>%1: your last input could not be saved. %2 %3</translation>
    </message>
    <message>
        <source>&amp;Stay</source>
        <translation>&amp;Stay</translation>
    </message>
    <message>
        <source>&amp;Close without saving</source>
        <translation>&amp;Close without saving</translation>
    </message>
    <message>
        <source>&amp;Choose site…</source>
        <translation>&amp;Choose site…</translation>
    </message>
    <message>
        <source>&amp;Add site…</source>
        <translation>&amp;Add site…</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting for you</source>
        <extracomment>beside a desk&apos;s name: what there is for this person to do</extracomment>
        <translation>
            <numerusform>%n waiting for you</numerusform>
            <numerusform>%n waiting for you</numerusform>
        </translation>
    </message>
    <message>
        <source>All &amp;commands…</source>
        <translation>All &amp;commands…</translation>
    </message>
    <message>
        <source>&amp;Recent activity…</source>
        <translation>&amp;Recent activity…</translation>
    </message>
    <message>
        <source>Nothing is unlocked.</source>
        <translation>Nothing is unlocked.</translation>
    </message>
    <message>
        <source>Nothing is locked here.</source>
        <translation>Nothing is locked here.</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts…</source>
        <translation>&amp;Keyboard shortcuts…</translation>
    </message>
    <message>
        <source>C&amp;ustomise shortcuts…</source>
        <translation>C&amp;ustomise shortcuts…</translation>
    </message>
    <message>
        <source>Top bar</source>
        <translation>Top bar</translation>
    </message>
    <message>
        <source>Search commands and names</source>
        <extracomment>what can be typed there</extracomment>
        <translation>Search commands and names</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Shortcuts</translation>
    </message>
</context>
<context>
    <name>tegata::NoteDialog</name>
    <message>
        <source>Internal note: %1</source>
        <extracomment>%1: common name</extracomment>
        <translation>Internal note: %1</translation>
    </message>
    <message>
        <source>&amp;Note for the other operators (the contact never sees it; Ctrl+Enter adds it)</source>
        <translation>&amp;Note for the other operators (the contact never sees it; Ctrl+Enter adds it)</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Add</translation>
    </message>
</context>
<context>
    <name>tegata::NumberField</name>
    <message>
        <source>choose or type</source>
        <translation>choose or type</translation>
    </message>
</context>
<context>
    <name>tegata::OperatorCard</name>
    <message>
        <source>Operator %1</source>
        <translation>Operator %1</translation>
    </message>
    <message>
        <source>free of charge</source>
        <translation>free of charge</translation>
    </message>
    <message>
        <source>charged: the second and each further operator</source>
        <translation>charged: the second and each further operator</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Move up</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Move down</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>Surname and given name with a space between them: the common name is suggested from it.</source>
        <translation>Surname and given name with a space between them: the common name is suggested from it.</translation>
    </message>
    <message>
        <source>Romaji in capital letters, at most 15: initial, full stop, surname (T.YAMADA).</source>
        <translation>Romaji in capital letters, at most 15: initial, full stop, surname (T.YAMADA).</translation>
    </message>
    <message>
        <source>The person&apos;s own address, not a shared one.</source>
        <translation>The person&apos;s own address, not a shared one.</translation>
    </message>
</context>
<context>
    <name>tegata::OperatorShellDesk</name>
    <message>
        <source>&amp;Approvals</source>
        <translation>&amp;Approvals</translation>
    </message>
    <message>
        <source>Load &amp;operator certificate…</source>
        <translation>Load &amp;operator certificate…</translation>
    </message>
    <message>
        <source>&amp;Synchronise now</source>
        <translation>&amp;Synchronise now</translation>
    </message>
    <message>
        <source>&amp;Next tab</source>
        <translation>&amp;Next tab</translation>
    </message>
    <message>
        <source>&amp;Previous tab</source>
        <translation>&amp;Previous tab</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Operator</translation>
    </message>
    <message>
        <source>Operator certi&amp;ficates…</source>
        <translation>Operator certi&amp;ficates…</translation>
    </message>
    <message>
        <source>Use a certificate on a &amp;token…</source>
        <translation>Use a certificate on a &amp;token…</translation>
    </message>
    <message>
        <source>Dia&amp;gnostics…</source>
        <translation>Dia&amp;gnostics…</translation>
    </message>
    <message>
        <source>The encrypted data on this computer cannot be opened: personal data and the texts of unsent decisions cannot be read. %1</source>
        <translation>The encrypted data on this computer cannot be opened: personal data and the texts of unsent decisions cannot be read. %1</translation>
    </message>
    <message>
        <source>Ho&amp;w to fix this…</source>
        <translation>Ho&amp;w to fix this…</translation>
    </message>
    <message>
        <source>Your operator certificate expired on %1. Ask the certification authority for a new one.</source>
        <translation>Your operator certificate expired on %1. Ask the certification authority for a new one.</translation>
    </message>
    <message numerus="yes">
        <source>Your operator certificate expires in %n days, on %1. Ask the certification authority for a new one now, and load it here when you receive it.</source>
        <translation>
            <numerusform>Your operator certificate expires in %n day, on %1. Ask the certification authority for a new one now, and load it here when you receive it.</numerusform>
            <numerusform>Your operator certificate expires in %n days, on %1. Ask the certification authority for a new one now, and load it here when you receive it.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Remind me later</source>
        <translation>&amp;Remind me later</translation>
    </message>
    <message>
        <source>The encrypted data cannot be opened</source>
        <translation>The encrypted data cannot be opened</translation>
    </message>
    <message>
        <source>If the key is lost for good, you can make a new one. Personal data is fetched again from the site, but unsent decisions are lost: check the requests and decide again.</source>
        <translation>If the key is lost for good, you can make a new one. Personal data is fetched again from the site, but unsent decisions are lost: check the requests and decide again.</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Try again</translation>
    </message>
    <message>
        <source>&amp;Make a new key</source>
        <translation>&amp;Make a new key</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>&amp;Registered data from a file…</source>
        <translation>&amp;Registered data from a file…</translation>
    </message>
    <message>
        <source>Requests are compared with %1 (since %2).</source>
        <translation>Requests are compared with %1 (since %2).</translation>
    </message>
    <message>
        <source>Check &amp;policy of this site…</source>
        <translation>Check &amp;policy of this site…</translation>
    </message>
    <message>
        <source>This computer&apos;s clock says %1, the site&apos;s says %2. Remaining times, due dates, certificate validity and the times in your decision log depend on it. Set the clock first.</source>
        <extracomment>%1 and %2: a date and a time</extracomment>
        <translation>This computer&apos;s clock says %1, the site&apos;s says %2. Remaining times, due dates, certificate validity and the times in your decision log depend on it. Set the clock first.</translation>
    </message>
    <message>
        <source>&amp;I know</source>
        <translation>&amp;I know</translation>
    </message>
    <message>
        <source>By this computer&apos;s clock (%2), your operator certificate expired on %1. Check the clock first. If it is right, ask the certification authority for a new one.</source>
        <translation>By this computer&apos;s clock (%2), your operator certificate expired on %1. Check the clock first. If it is right, ask the certification authority for a new one.</translation>
    </message>
    <message>
        <source>Locked.</source>
        <translation>Locked.</translation>
    </message>
</context>
<context>
    <name>tegata::OperatorWorkspace</name>
    <message>
        <source>Saved: %1</source>
        <translation>Saved: %1</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Operator</translation>
    </message>
    <message>
        <source>Queue and details</source>
        <translation>Queue and details</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>No operator certificate yet</source>
        <translation>No operator certificate yet</translation>
    </message>
    <message>
        <source>Load the operator certificate (PKCS#12 file) that the certification authority gave you. Its key is kept encrypted on this computer.</source>
        <translation>Load the operator certificate (PKCS#12 file) that the certification authority gave you. Its key is kept encrypted on this computer.</translation>
    </message>
    <message>
        <source>Load operator certificate…</source>
        <translation>Load operator certificate…</translation>
    </message>
    <message>
        <source>Locked. The list shows the last data received; unlock to decide.</source>
        <translation>Locked. The list shows the last data received; unlock to decide.</translation>
    </message>
    <message>
        <source>Unlock…</source>
        <translation>Unlock…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>No connection: %1 The list shows the last data received. The program reconnects automatically.</source>
        <translation>No connection: %1 The list shows the last data received. The program reconnects automatically.</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Try now</translation>
    </message>
    <message>
        <source>%1: not done.</source>
        <translation>%1: not done.</translation>
    </message>
    <message>
        <source>Issued: %1</source>
        <translation>Issued: %1</translation>
    </message>
    <message>
        <source>Approved: %1</source>
        <translation>Approved: %1</translation>
    </message>
    <message>
        <source>Rejected: %1</source>
        <translation>Rejected: %1</translation>
    </message>
    <message>
        <source>Put on hold: %1</source>
        <translation>Put on hold: %1</translation>
    </message>
    <message>
        <source>Released: %1</source>
        <translation>Released: %1</translation>
    </message>
    <message>
        <source>Claimed: %1</source>
        <translation>Claimed: %1</translation>
    </message>
    <message>
        <source>Cancelled: %1</source>
        <translation>Cancelled: %1</translation>
    </message>
    <message>
        <source>Show certificate</source>
        <translation>Show certificate</translation>
    </message>
    <message>
        <source>%1: saved. It is sent when you next unlock.</source>
        <translation>%1: saved. It is sent when you next unlock.</translation>
    </message>
    <message>
        <source>Sent: %1</source>
        <translation>Sent: %1</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>There is nothing to undo.</translation>
    </message>
    <message>
        <source>Decision undone: %1</source>
        <translation>Decision undone: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n action(s) not done: %1</source>
        <translation>
            <numerusform>%n action not done: %1</numerusform>
            <numerusform>%n actions not done: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Show why</source>
        <translation>Show why</translation>
    </message>
    <message numerus="yes">
        <source>%n more action(s) not done.</source>
        <translation>
            <numerusform>%n more action not done.</numerusform>
            <numerusform>%n more actions not done.</numerusform>
        </translation>
    </message>
    <message>
        <source>Too late to undo: it is already being sent.</source>
        <translation>Too late to undo: it is already being sent.</translation>
    </message>
    <message>
        <source>The site has already answered.</source>
        <translation>The site has already answered.</translation>
    </message>
    <message>
        <source>Edited: %1</source>
        <translation>Edited: %1</translation>
    </message>
    <message>
        <source>Note added: %1</source>
        <translation>Note added: %1</translation>
    </message>
    <message>
        <source>Compare and decide (%1)</source>
        <extracomment>a button; %1: its key</extracomment>
        <translation>Compare and decide (%1)</translation>
    </message>
    <message>
        <source>It has already been decided. To change it, undo the decision first.</source>
        <translation>It has already been decided. To change it, undo the decision first.</translation>
    </message>
    <message>
        <source>The values of the profile are still loading. Press the key again in a moment.</source>
        <translation>The values of the profile are still loading. Press the key again in a moment.</translation>
    </message>
    <message>
        <source>You can select at most %1 rows at once. The others were not selected.</source>
        <translation>You can select at most %1 rows at once. The others were not selected.</translation>
    </message>
    <message>
        <source>CAA records are not checked: no DNS server answers this computer.</source>
        <translation>CAA records are not checked: no DNS server answers this computer.</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Settings…</translation>
    </message>
    <message>
        <source>The request shown is not in the filtered list. Select a row, then press the key again.</source>
        <translation>The request shown is not in the filtered list. Select a row, then press the key again.</translation>
    </message>
    <message>
        <source>Locked. Unlock to fetch the list and to decide.</source>
        <translation>Locked. Unlock to fetch the list and to decide.</translation>
    </message>
    <message>
        <source>No connection: %1 The program reconnects automatically.</source>
        <extracomment>%1: what is wrong, a sentence</extracomment>
        <translation>No connection: %1 The program reconnects automatically.</translation>
    </message>
    <message numerus="yes">
        <source>%n decision(s) not done: it is not as you saw it, or does not allow them.</source>
        <translation>
            <numerusform>%n decision not done: it is not as you saw it, or does not allow it.</numerusform>
            <numerusform>%n decisions not done: they are not as you saw them, or do not allow it.</numerusform>
        </translation>
    </message>
    <message>
        <source>Your decision was not done: compare and decide first (%1).</source>
        <translation>Your decision was not done: compare and decide first (%1).</translation>
    </message>
    <message>
        <source>None of the selected certificates can be revoked.</source>
        <translation>None of the selected certificates can be revoked.</translation>
    </message>
    <message>
        <source>&amp;Undo the last decision</source>
        <translation>&amp;Undo the last decision</translation>
    </message>
    <message>
        <source>&amp;Waiting decisions…</source>
        <translation>&amp;Waiting decisions…</translation>
    </message>
    <message>
        <source>Review chan&amp;ged requests…</source>
        <translation>Review chan&amp;ged requests…</translation>
    </message>
    <message>
        <source>Rev&amp;oke selected…</source>
        <translation>Rev&amp;oke selected…</translation>
    </message>
    <message>
        <source>Only issued certificates can be revoked.</source>
        <translation>Only issued certificates can be revoked.</translation>
    </message>
    <message>
        <source>Select certificates first.</source>
        <translation>Select certificates first.</translation>
    </message>
    <message>
        <source>Locked.</source>
        <translation>Locked.</translation>
    </message>
    <message>
        <source>This site does not support this.</source>
        <translation>This site does not support this.</translation>
    </message>
    <message>
        <source>Next row</source>
        <translation>Next row</translation>
    </message>
    <message>
        <source>Previous row</source>
        <translation>Previous row</translation>
    </message>
    <message>
        <source>&amp;Mark row</source>
        <translation>&amp;Mark row</translation>
    </message>
    <message>
        <source>Mark &amp;all rows</source>
        <translation>Mark &amp;all rows</translation>
    </message>
    <message>
        <source>Go to the &amp;queue</source>
        <translation>Go to the &amp;queue</translation>
    </message>
    <message>
        <source>Go to the &amp;details</source>
        <translation>Go to the &amp;details</translation>
    </message>
    <message>
        <source>Approvals</source>
        <extracomment>the page of the operators&apos; desk</extracomment>
        <translation>Approvals</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Queue</translation>
    </message>
    <message>
        <source>No decision needs to be compared.</source>
        <translation>No decision needs to be compared.</translation>
    </message>
</context>
<context>
    <name>tegata::OperatorsPage</name>
    <message>
        <source>Operators issue, revoke and cancel server certificates. One is registered free of charge; the second and each further one are charged.</source>
        <translation>Operators issue, revoke and cancel server certificates. One is registered free of charge; the second and each further one are charged.</translation>
    </message>
    <message>
        <source>Operators</source>
        <translation>Operators</translation>
    </message>
    <message>
        <source>Add an operator</source>
        <translation>Add an operator</translation>
    </message>
    <message>
        <source>Add an opera&amp;tor</source>
        <translation>Add an opera&amp;tor</translation>
    </message>
</context>
<context>
    <name>tegata::OutboxModel</name>
    <message>
        <source>Action</source>
        <translation>Action</translation>
    </message>
    <message>
        <source>Common name</source>
        <translation>Common name</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Decided at</source>
        <translation>Decided at</translation>
    </message>
    <message>
        <source>Last problem</source>
        <translation>Last problem</translation>
    </message>
</context>
<context>
    <name>tegata::OutboxPanel</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Undo</translation>
    </message>
    <message>
        <source>&amp;Send now</source>
        <translation>&amp;Send now</translation>
    </message>
    <message>
        <source>&amp;Compare and decide…</source>
        <translation>&amp;Compare and decide…</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>&amp;Discard</translation>
    </message>
    <message>
        <source>Waiting decisions</source>
        <translation>Waiting decisions</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Nothing is waiting. The site has answered everything.</source>
        <translation>Nothing is waiting. The site has answered everything.</translation>
    </message>
    <message>
        <source>Waiting decisions are stored on this computer and are sent after unlocking or a restart.</source>
        <translation>Waiting decisions are stored on this computer and are sent after unlocking or a restart.</translation>
    </message>
    <message>
        <source>Too late: it is already being sent.</source>
        <translation>Too late: it is already being sent.</translation>
    </message>
</context>
<context>
    <name>tegata::OutboxText</name>
    <message>
        <source>Schedule revocation</source>
        <translation>Schedule revocation</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>Revoke</translation>
    </message>
    <message>
        <source>Cancel scheduled revocation</source>
        <translation>Cancel scheduled revocation</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Edit</translation>
    </message>
    <message>
        <source>Internal note</source>
        <translation>Internal note</translation>
    </message>
    <message numerus="yes">
        <source>Sent in %n second(s)</source>
        <translation>
            <numerusform>Sent in %n second</numerusform>
            <numerusform>Sent in %n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Waiting, tried %n times</source>
        <translation>
            <numerusform>Waiting, tried %n time</numerusform>
            <numerusform>Waiting, tried %n times</numerusform>
        </translation>
    </message>
    <message>
        <source>Waiting in line</source>
        <translation>Waiting in line</translation>
    </message>
    <message>
        <source>Being sent</source>
        <translation>Being sent</translation>
    </message>
    <message>
        <source>Needs your decision: it could not be done</source>
        <translation>Needs your decision: it could not be done</translation>
    </message>
</context>
<context>
    <name>tegata::PassphraseDialog</name>
    <message>
        <source>Protect the drafts</source>
        <translation>Protect the drafts</translation>
    </message>
    <message>
        <source>This computer has no keychain. Choose a passphrase. The drafts are encrypted with it; nobody can read them without it.</source>
        <translation>This computer has no keychain. Choose a passphrase. The drafts are encrypted with it; nobody can read them without it.</translation>
    </message>
    <message>
        <source>Pro&amp;tect</source>
        <translation>Pro&amp;tect</translation>
    </message>
    <message>
        <source>Protect</source>
        <translation>Protect</translation>
    </message>
    <message>
        <source>Unlock the drafts</source>
        <translation>Unlock the drafts</translation>
    </message>
    <message>
        <source>Enter the passphrase that protects the drafts on this computer.</source>
        <translation>Enter the passphrase that protects the drafts on this computer.</translation>
    </message>
    <message>
        <source>&amp;Unlock</source>
        <translation>&amp;Unlock</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Unlock</translation>
    </message>
    <message>
        <source>Export draft</source>
        <translation>Export draft</translation>
    </message>
    <message>
        <source>Choose a passphrase for the file and give it to your colleague separately from the file. The login password of the application is not exported.</source>
        <translation>Choose a passphrase for the file and give it to your colleague separately from the file. The login password of the application is not exported.</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>&amp;Export</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Import draft</source>
        <translation>Import draft</translation>
    </message>
    <message>
        <source>Enter the passphrase that the draft was exported with.</source>
        <translation>Enter the passphrase that the draft was exported with.</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>&amp;Import</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>Withdraw the application</source>
        <translation>Withdraw the application</translation>
    </message>
    <message>
        <source>The certification authority then stops working on the application. This cannot be undone. Enter the login password that you sent with the application.</source>
        <translation>The certification authority then stops working on the application. This cannot be undone. Enter the login password that you sent with the application.</translation>
    </message>
    <message>
        <source>With&amp;draw</source>
        <translation>With&amp;draw</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>Withdraw</translation>
    </message>
    <message>
        <source>Pass&amp;word:</source>
        <translation>Pass&amp;word:</translation>
    </message>
    <message>
        <source>Pass&amp;phrase:</source>
        <translation>Pass&amp;phrase:</translation>
    </message>
    <message>
        <source>The passphrase &amp;again:</source>
        <translation>The passphrase &amp;again:</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>The passphrase again</source>
        <translation>The passphrase again</translation>
    </message>
    <message>
        <source>Buttons</source>
        <translation>Buttons</translation>
    </message>
    <message>
        <source>This passphrase is too easy to guess.
Use several words, or at least 12 mixed characters.</source>
        <translation>This passphrase is too easy to guess.
Use several words, or at least 12 mixed characters.</translation>
    </message>
    <message>
        <source>The two passphrases differ.
Type the same passphrase into both fields.</source>
        <translation>The two passphrases differ.
Type the same passphrase into both fields.</translation>
    </message>
    <message>
        <source>This is not the password that was sent with the application.
Enter it again. Check capital letters, and turn the Japanese input method off.</source>
        <translation>This is not the password that was sent with the application.
Enter it again. Check capital letters, and turn the Japanese input method off.</translation>
    </message>
    <message>
        <source>This file is not an exported draft, or it is damaged.
Choose another file, or have the draft exported once more.</source>
        <translation>This file is not an exported draft, or it is damaged.
Choose another file, or have the draft exported once more.</translation>
    </message>
</context>
<context>
    <name>tegata::PlanPage</name>
    <message>
        <source>How many certificates you plan to issue in a year.</source>
        <translation>How many certificates you plan to issue in a year.</translation>
    </message>
    <message>
        <source>If you have a quote, enter its number.</source>
        <translation>If you have a quote, enter its number.</translation>
    </message>
</context>
<context>
    <name>tegata::PolicyModel</name>
    <message>
        <source>Off</source>
        <translation>Off</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warning</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Error</translation>
    </message>
    <message>
        <source>● Changed</source>
        <translation>● Changed</translation>
    </message>
    <message>
        <source>Fixed</source>
        <translation>Fixed</translation>
    </message>
    <message>
        <source>%1 (shipped: %2)</source>
        <extracomment>%1: the outcome, %2: the shipped policy&apos;s</extracomment>
        <translation>%1 (shipped: %2)</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Difference</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Rule</translation>
    </message>
    <message>
        <source>What it says</source>
        <translation>What it says</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Outcome</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Reason</translation>
    </message>
</context>
<context>
    <name>tegata::PostalCodeField</name>
    <message>
        <source>Places of the postal code</source>
        <translation>Places of the postal code</translation>
    </message>
    <message>
        <source>Use %1</source>
        <extracomment>%1: prefecture and municipality</extracomment>
        <translation>Use %1</translation>
    </message>
    <message>
        <source>This postal code is not in the table. Check it, or import newer data of Japan Post.</source>
        <translation>This postal code is not in the table. Check it, or import newer data of Japan Post.</translation>
    </message>
    <message>
        <source>Import postal codes…</source>
        <translation>Import postal codes…</translation>
    </message>
    <message>
        <source>Import postal codes</source>
        <translation>Import postal codes</translation>
    </message>
</context>
<context>
    <name>tegata::PostalImportDialog</name>
    <message>
        <source>Import postal codes</source>
        <translation>Import postal codes</translation>
    </message>
    <message>
        <source>Newer postal codes come from Japan Post&apos;s files: KEN_ALL.CSV and, for names in romaji, KEN_ALL_ROME.CSV. Unpack the downloaded ZIP files first.</source>
        <translation>Newer postal codes come from Japan Post&apos;s files: KEN_ALL.CSV and, for names in romaji, KEN_ALL_ROME.CSV. Unpack the downloaded ZIP files first.</translation>
    </message>
    <message>
        <source>&amp;KEN_ALL.CSV:</source>
        <translation>&amp;KEN_ALL.CSV:</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>&amp;Browse…</translation>
    </message>
    <message>
        <source>KEN_ALL_&amp;ROME.CSV (optional):</source>
        <translation>KEN_ALL_&amp;ROME.CSV (optional):</translation>
    </message>
    <message>
        <source>Br&amp;owse…</source>
        <translation>Br&amp;owse…</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>&amp;Import</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Choose KEN_ALL.CSV</source>
        <translation>Choose KEN_ALL.CSV</translation>
    </message>
    <message>
        <source>Choose KEN_ALL_ROME.CSV</source>
        <translation>Choose KEN_ALL_ROME.CSV</translation>
    </message>
    <message>
        <source>Buttons</source>
        <translation>Buttons</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>Choose the postal code file</source>
        <translation>Choose the postal code file</translation>
    </message>
    <message>
        <source>CSV files (*.csv *.CSV)</source>
        <translation>CSV files (*.csv *.CSV)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>All files (*)</translation>
    </message>
    <message>
        <source>Reading the files…</source>
        <translation>Reading the files…</translation>
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
        <translation>Yes: %1</translation>
    </message>
    <message>
        <source>No: %1</source>
        <extracomment>%1: names of values that are switched off</extracomment>
        <translation>No: %1</translation>
    </message>
    <message>
        <source>(%1)</source>
        <extracomment>%1: what the certification authority accepts, in its words</extracomment>
        <translation>(%1)</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profile</translation>
    </message>
</context>
<context>
    <name>tegata::ProfileValuesDialog</name>
    <message>
        <source>Profile values: %1</source>
        <extracomment>%1: common name</extracomment>
        <translation>Profile values: %1</translation>
    </message>
    <message>
        <source>Profile “%1”. The certificate is made from these values. Values that cannot be changed are shown for reference.</source>
        <translation>Profile “%1”. The certificate is made from these values. Values that cannot be changed are shown for reference.</translation>
    </message>
    <message>
        <source>Values of the profile</source>
        <translation>Values of the profile</translation>
    </message>
    <message>
        <source>Reason (required; kept with the request)</source>
        <translation>Reason (required; kept with the request)</translation>
    </message>
    <message>
        <source>&amp;Why (required; kept with the request)</source>
        <translation>&amp;Why (required; kept with the request)</translation>
    </message>
    <message>
        <source>&amp;Check at the site</source>
        <translation>&amp;Check at the site</translation>
    </message>
    <message>
        <source>Check at the site</source>
        <translation>Check at the site</translation>
    </message>
    <message>
        <source>&amp;Update</source>
        <translation>&amp;Update</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Update</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>%1 (cannot be changed): %2</source>
        <translation>%1 (cannot be changed): %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1: name of a policy, %2: name of one of its values</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Nothing has been changed yet.</source>
        <translation>Nothing has been changed yet.</translation>
    </message>
    <message>
        <source>Enter the reason.</source>
        <translation>Enter the reason.</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Checking…</translation>
    </message>
    <message>
        <source>The site would issue with these values. Nothing is changed yet.</source>
        <translation>The site would issue with these values. Nothing is changed yet.</translation>
    </message>
    <message>
        <source>The site would refuse these values.</source>
        <translation>The site would refuse these values.</translation>
    </message>
    <message>
        <source>The site would refuse these values: %1</source>
        <translation>The site would refuse these values: %1</translation>
    </message>
    <message>
        <source>Go back and look at it again.</source>
        <translation>Go back and look at it again.</translation>
    </message>
</context>
<context>
    <name>tegata::ProgramActions</name>
    <message>
        <source>Settin&amp;gs…</source>
        <translation>Settin&amp;gs…</translation>
    </message>
    <message>
        <source>&amp;Log…</source>
        <translation>&amp;Log…</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>The settings are active, but could not be saved for the next start.</source>
        <translation>The settings are active, but could not be saved for the next start.</translation>
    </message>
</context>
<context>
    <name>tegata::QueueCell</name>
    <message>
        <source>%1 is no longer registered.</source>
        <translation>%1 is no longer registered.</translation>
    </message>
    <message>
        <source>%1: the validation ended on %2.</source>
        <extracomment>%1: an organisation or a domain, %2: a time</extracomment>
        <translation>%1: the validation ended on %2.</translation>
    </message>
    <message>
        <source>%1 has never been validated.</source>
        <translation>%1 has never been validated.</translation>
    </message>
    <message>
        <source>You</source>
        <translation>You</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>a person&apos;s name and id</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <extracomment>approvals that are given, and that are needed</extracomment>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Outdated</source>
        <translation>Outdated</translation>
    </message>
    <message>
        <source>due %1</source>
        <extracomment>%1: date and time by which the request is to be decided</extracomment>
        <translation>due %1</translation>
    </message>
</context>
<context>
    <name>tegata::QueuePage</name>
    <message>
        <source>List</source>
        <translation>List</translation>
    </message>
    <message>
        <source>Order and columns of the list</source>
        <translation>Order and columns of the list</translation>
    </message>
    <message>
        <source>&amp;Sort by</source>
        <translation>&amp;Sort by</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>Sort by</translation>
    </message>
    <message>
        <source>&amp;Ascending</source>
        <translation>&amp;Ascending</translation>
    </message>
    <message>
        <source>&amp;Descending</source>
        <translation>&amp;Descending</translation>
    </message>
    <message>
        <source>&amp;Columns…</source>
        <translation>&amp;Columns…</translation>
    </message>
    <message>
        <source>Save as &amp;tab…</source>
        <translation>Save as &amp;tab…</translation>
    </message>
    <message>
        <source>Nothing matches the filters</source>
        <translation>Nothing matches the filters</translation>
    </message>
    <message>
        <source>There may be something without them.</source>
        <translation>There may be something without them.</translation>
    </message>
    <message>
        <source>Clear the filters</source>
        <translation>Clear the filters</translation>
    </message>
    <message>
        <source>No pending requests</source>
        <translation>No pending requests</translation>
    </message>
    <message>
        <source>New requests appear here when they arrive.</source>
        <translation>New requests appear here when they arrive.</translation>
    </message>
    <message>
        <source>Show issued certificates</source>
        <translation>Show issued certificates</translation>
    </message>
    <message>
        <source>There is nothing here</source>
        <translation>There is nothing here</translation>
    </message>
</context>
<context>
    <name>tegata::QueueRowDelegate</name>
    <message>
        <source>Undo</source>
        <translation>Undo</translation>
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
        <translation>Queue</translation>
    </message>
    <message>
        <source>Due for renewal</source>
        <translation>Due for renewal</translation>
    </message>
    <message>
        <source>Name of the tab</source>
        <translation>Name of the tab</translation>
    </message>
    <message>
        <source>Save as tab</source>
        <translation>Save as tab</translation>
    </message>
    <message>
        <source>Rename tab</source>
        <translation>Rename tab</translation>
    </message>
    <message>
        <source>Save as &amp;tab…</source>
        <translation>Save as &amp;tab…</translation>
    </message>
    <message>
        <source>&amp;Rename…</source>
        <translation>&amp;Rename…</translation>
    </message>
    <message>
        <source>Move &amp;left</source>
        <translation>Move &amp;left</translation>
    </message>
    <message>
        <source>Move r&amp;ight</source>
        <translation>Move r&amp;ight</translation>
    </message>
    <message>
        <source>Remo&amp;ve tab</source>
        <translation>Remo&amp;ve tab</translation>
    </message>
</context>
<context>
    <name>tegata::QueueText</name>
    <message>
        <source>Pending</source>
        <translation>Pending</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>On hold</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>Issued</translation>
    </message>
    <message>
        <source>Rejected / cancelled</source>
        <translation>Rejected / cancelled</translation>
    </message>
    <message>
        <source>Revoked</source>
        <translation>Revoked</translation>
    </message>
    <message>
        <source>Common name</source>
        <translation>Common name</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Product</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Key</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Check</translation>
    </message>
    <message>
        <source>State</source>
        <translation>State</translation>
    </message>
    <message>
        <source>Issued on</source>
        <translation>Issued on</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>Valid until</translation>
    </message>
    <message>
        <source>Revoked on</source>
        <translation>Revoked on</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>Serial number</translation>
    </message>
    <message>
        <source>Partly approved</source>
        <translation>Partly approved</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>Approved</translation>
    </message>
    <message>
        <source>Issuing failed</source>
        <translation>Issuing failed</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Rejected</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Withdrawn</translation>
    </message>
    <message>
        <source>Timed out</source>
        <translation>Timed out</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>Valid</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Expired</translation>
    </message>
    <message>
        <source>Claim</source>
        <translation>Claim</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Release</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Approve</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Reject</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Hold</translation>
    </message>
    <message>
        <source>Cancel request</source>
        <translation>Cancel request</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>Withdraw</translation>
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
        <translation>Passed</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warning</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Error</translation>
    </message>
    <message>
        <source>No reason given</source>
        <translation>No reason given</translation>
    </message>
    <message>
        <source>The private key is compromised</source>
        <translation>The private key is compromised</translation>
    </message>
    <message>
        <source>The organisation&apos;s data changed</source>
        <translation>The organisation&apos;s data changed</translation>
    </message>
    <message>
        <source>Replaced by another certificate</source>
        <translation>Replaced by another certificate</translation>
    </message>
    <message>
        <source>The site is no longer operated</source>
        <translation>The site is no longer operated</translation>
    </message>
    <message>
        <source>Privilege withdrawn by the certification authority</source>
        <translation>Privilege withdrawn by the certification authority</translation>
    </message>
    <message>
        <source>Must be revoked within 24 hours.</source>
        <translation>Must be revoked within 24 hours.</translation>
    </message>
    <message>
        <source>Must be revoked within 5 days.</source>
        <translation>Must be revoked within 5 days.</translation>
    </message>
    <message>
        <source>Country (C)</source>
        <translation>Country (C)</translation>
    </message>
    <message>
        <source>Prefecture (S)</source>
        <translation>Prefecture (S)</translation>
    </message>
    <message>
        <source>Municipality (L)</source>
        <translation>Municipality (L)</translation>
    </message>
    <message>
        <source>Organisation (O)</source>
        <translation>Organisation (O)</translation>
    </message>
    <message>
        <source>Department (OU)</source>
        <translation>Department (OU)</translation>
    </message>
    <message>
        <source>Common name (CN)</source>
        <translation>Common name (CN)</translation>
    </message>
    <message>
        <source>Registration number (serialNumber)</source>
        <translation>Registration number (serialNumber)</translation>
    </message>
    <message>
        <source>Business category (businessCategory)</source>
        <translation>Business category (businessCategory)</translation>
    </message>
    <message>
        <source>Country of registration (jurisdictionC)</source>
        <translation>Country of registration (jurisdictionC)</translation>
    </message>
    <message>
        <source>Prefecture of registration (jurisdictionST)</source>
        <translation>Prefecture of registration (jurisdictionST)</translation>
    </message>
    <message>
        <source>Postal code (postalCode)</source>
        <translation>Postal code (postalCode)</translation>
    </message>
    <message>
        <source>Street (street)</source>
        <translation>Street (street)</translation>
    </message>
    <message>
        <source>E-mail (emailAddress)</source>
        <translation>E-mail (emailAddress)</translation>
    </message>
    <message>
        <source>Submitted on</source>
        <translation>Submitted on</translation>
    </message>
    <message>
        <source>Updated on</source>
        <translation>Updated on</translation>
    </message>
    <message>
        <source>The certification authority&apos;s key is compromised</source>
        <translation>The certification authority&apos;s key is compromised</translation>
    </message>
    <message>
        <source>Released from hold</source>
        <translation>Released from hold</translation>
    </message>
    <message>
        <source>The attribute authority&apos;s key is compromised</source>
        <translation>The attribute authority&apos;s key is compromised</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profile</translation>
    </message>
    <message>
        <source>This site does not check requests. Each request shows the check made on this computer.</source>
        <translation>This site does not check requests. Each request shows the check made on this computer.</translation>
    </message>
    <message>
        <source>Claimed by</source>
        <translation>Claimed by</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>Approvals</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>Not checked</translation>
    </message>
    <message>
        <source>%1, checked on %2</source>
        <extracomment>%1: outcome of a check, as &quot;Warning&quot;, %2: a time</extracomment>
        <translation>%1, checked on %2</translation>
    </message>
    <message>
        <source>%1, by the site&apos;s check; not checked on this computer yet</source>
        <extracomment>%1: outcome of a check, as &quot;Warning&quot;</extracomment>
        <translation>%1, by the site&apos;s check; not checked on this computer yet</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Due</translation>
    </message>
</context>
<context>
    <name>tegata::QuickChips</name>
    <message>
        <source>Passed</source>
        <translation>Passed</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Errors</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Warnings</translation>
    </message>
    <message>
        <source>EV</source>
        <translation>EV</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Mine</translation>
    </message>
    <message>
        <source>Quick filters</source>
        <translation>Quick filters</translation>
    </message>
    <message>
        <source>All</source>
        <translation>All</translation>
    </message>
</context>
<context>
    <name>tegata::ReasonList</name>
    <message>
        <source>%1  %2</source>
        <extracomment>%1: the key that takes the reason, %2: the reason</extracomment>
        <translation>%1  %2</translation>
    </message>
</context>
<context>
    <name>tegata::ReasonTemplates</name>
    <message>
        <source>The organisation&apos;s name does not match the registered data.</source>
        <translation>The organisation&apos;s name does not match the registered data.</translation>
    </message>
    <message>
        <source>A name (CN or SAN) is not within the registered domains.</source>
        <translation>A name (CN or SAN) is not within the registered domains.</translation>
    </message>
    <message>
        <source>The key or the signature of the CSR does not meet the requirements. Please make a new key and CSR.</source>
        <translation>The key or the signature of the CSR does not meet the requirements. Please make a new key and CSR.</translation>
    </message>
    <message>
        <source>The same request already exists.</source>
        <translation>The same request already exists.</translation>
    </message>
    <message>
        <source>The product, language or another choice is wrong. Please request again.</source>
        <translation>The product, language or another choice is wrong. Please request again.</translation>
    </message>
    <message>
        <source>Being confirmed with the responsible applicant by telephone.</source>
        <translation>Being confirmed with the responsible applicant by telephone.</translation>
    </message>
    <message>
        <source>The right to use the domain is being confirmed.</source>
        <translation>The right to use the domain is being confirmed.</translation>
    </message>
    <message>
        <source>Waiting for documents.</source>
        <translation>Waiting for documents.</translation>
    </message>
    <message>
        <source>Confirmed with the responsible applicant by telephone.</source>
        <translation>Confirmed with the responsible applicant by telephone.</translation>
    </message>
    <message>
        <source>Confirmed with the procedure contact by e-mail.</source>
        <translation>Confirmed with the procedure contact by e-mail.</translation>
    </message>
    <message>
        <source>I reviewed the warnings and see no objection to issuing.</source>
        <translation>I reviewed the warnings and see no objection to issuing.</translation>
    </message>
    <message>
        <source>Cancelled at the applicant&apos;s request.</source>
        <translation>Cancelled at the applicant&apos;s request.</translation>
    </message>
    <message>
        <source>Cancelled as a duplicate of another request.</source>
        <translation>Cancelled as a duplicate of another request.</translation>
    </message>
</context>
<context>
    <name>tegata::ReasonTemplatesDialog</name>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Add</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Edit</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>Re&amp;move</translation>
    </message>
    <message>
        <source>&amp;Up</source>
        <translation>&amp;Up</translation>
    </message>
    <message>
        <source>&amp;Down</source>
        <translation>&amp;Down</translation>
    </message>
    <message>
        <source>My reasons: %1</source>
        <extracomment>%1: an action, as &quot;Reject&quot;</extracomment>
        <translation>My reasons: %1</translation>
    </message>
    <message>
        <source>They come before the built-in reasons, in this order. The first nine have the keys 1 to 9.</source>
        <translation>They come before the built-in reasons, in this order. The first nine have the keys 1 to 9.</translation>
    </message>
    <message>
        <source>My reasons</source>
        <translation>My reasons</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Save</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Back</translation>
    </message>
</context>
<context>
    <name>tegata::RecordFinder</name>
    <message>
        <source>%1 · %2</source>
        <extracomment>what the palette found; %1: name of a tab, %2: receipt or serial number</extracomment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>Saved search</source>
        <translation>Saved search</translation>
    </message>
</context>
<context>
    <name>tegata::RecordText</name>
    <message>
        <source>Receipt number</source>
        <translation>Receipt number</translation>
    </message>
    <message>
        <source>Names (SAN)</source>
        <translation>Names (SAN)</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Subject</translation>
    </message>
    <message>
        <source>Key SHA-256</source>
        <translation>Key SHA-256</translation>
    </message>
    <message>
        <source>Issuer</source>
        <translation>Issuer</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>Valid from</translation>
    </message>
    <message>
        <source>To be revoked on</source>
        <translation>To be revoked on</translation>
    </message>
    <message>
        <source>Renews</source>
        <translation>Renews</translation>
    </message>
</context>
<context>
    <name>tegata::RegistrationFileDialog</name>
    <message>
        <source>Registered data from a file</source>
        <translation>Registered data from a file</translation>
    </message>
    <message>
        <source>This site does not provide the registered organisations and domains. Choose a file that contains them, and requests are compared with it on this computer. A copy is kept: load the file again after changes.</source>
        <translation>This site does not provide the registered organisations and domains. Choose a file that contains them, and requests are compared with it on this computer. A copy is kept: load the file again after changes.</translation>
    </message>
    <message>
        <source>Used now</source>
        <translation>Used now</translation>
    </message>
    <message>
        <source>&amp;File (JSON):</source>
        <translation>&amp;File (JSON):</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>&amp;Browse…</translation>
    </message>
    <message>
        <source>&amp;Use this file</source>
        <translation>&amp;Use this file</translation>
    </message>
    <message>
        <source>Use &amp;no file</source>
        <translation>Use &amp;no file</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>File</source>
        <translation>File</translation>
    </message>
    <message>
        <source>File with registered data</source>
        <translation>File with registered data</translation>
    </message>
    <message>
        <source>Browse</source>
        <translation>Browse</translation>
    </message>
    <message>
        <source>Use this file</source>
        <translation>Use this file</translation>
    </message>
    <message>
        <source>Use none</source>
        <translation>Use none</translation>
    </message>
    <message>
        <source>None: organisation and domains are not compared.</source>
        <translation>None: organisation and domains are not compared.</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Since</translation>
    </message>
    <message>
        <source>Organisations</source>
        <translation>Organisations</translation>
    </message>
    <message>
        <source>Domains</source>
        <translation>Domains</translation>
    </message>
    <message>
        <source>Choose the file with registered data</source>
        <translation>Choose the file with registered data</translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation>JSON files (*.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>All files (*)</translation>
    </message>
    <message>
        <source>The file does not contain registered data in the expected form: %1.</source>
        <translation>The file does not contain registered data in the expected form: %1.</translation>
    </message>
</context>
<context>
    <name>tegata::RenewalDialog</name>
    <message>
        <source>Renewal</source>
        <translation>Renewal</translation>
    </message>
    <message>
        <source>Renew the contract</source>
        <translation>Renew the contract</translation>
    </message>
    <message>
        <source>Sign in to the application site. The registered data becomes a draft, in which you change what is different.</source>
        <translation>Sign in to the application site. The registered data becomes a draft, in which you change what is different.</translation>
    </message>
    <message>
        <source>&amp;Login ID:</source>
        <translation>&amp;Login ID:</translation>
    </message>
    <message>
        <source>&amp;Password:</source>
        <translation>&amp;Password:</translation>
    </message>
    <message>
        <source>&amp;Name of the draft (for you only):</source>
        <translation>&amp;Name of the draft (for you only):</translation>
    </message>
    <message>
        <source>&amp;Start renewal</source>
        <translation>&amp;Start renewal</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Login ID</source>
        <translation>Login ID</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>Name of the draft</source>
        <translation>Name of the draft</translation>
    </message>
    <message>
        <source>Buttons</source>
        <translation>Buttons</translation>
    </message>
    <message>
        <source>Start renewal</source>
        <translation>Start renewal</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>The contact who has signed in sends a renewal. Sign in to the application site, then send it again.</source>
        <translation>The contact who has signed in sends a renewal. Sign in to the application site, then send it again.</translation>
    </message>
    <message>
        <source>&amp;Sign in</source>
        <translation>&amp;Sign in</translation>
    </message>
    <message>
        <source>Withdraw the renewal</source>
        <translation>Withdraw the renewal</translation>
    </message>
    <message>
        <source>The certification authority then stops working on the renewal. This cannot be undone. Enter the login ID and the password that it was sent with.</source>
        <translation>The certification authority then stops working on the renewal. This cannot be undone. Enter the login ID and the password that it was sent with.</translation>
    </message>
    <message>
        <source>&amp;Withdraw</source>
        <translation>&amp;Withdraw</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>Withdraw</translation>
    </message>
    <message>
        <source>Login ID or password is wrong.
Enter both again. Check capital letters, and turn the Japanese input method off.</source>
        <translation>Login ID or password is wrong.
Enter both again. Check capital letters, and turn the Japanese input method off.</translation>
    </message>
</context>
<context>
    <name>tegata::RequestActions</name>
    <message>
        <source>No request is selected.</source>
        <translation>No request is selected.</translation>
    </message>
    <message>
        <source>No certificate is selected.</source>
        <translation>No certificate is selected.</translation>
    </message>
    <message>
        <source>Not connected to the site.</source>
        <translation>Not connected to the site.</translation>
    </message>
    <message>
        <source>Only a valid certificate can be revoked.</source>
        <translation>Only a valid certificate can be revoked.</translation>
    </message>
    <message>
        <source>Locked.</source>
        <translation>Locked.</translation>
    </message>
    <message>
        <source>Not possible in the state “%1”.</source>
        <translation>Not possible in the state “%1”.</translation>
    </message>
    <message>
        <source>&amp;Approve</source>
        <translation>&amp;Approve</translation>
    </message>
    <message>
        <source>&amp;Reject…</source>
        <translation>&amp;Reject…</translation>
    </message>
    <message>
        <source>&amp;Hold…</source>
        <translation>&amp;Hold…</translation>
    </message>
    <message>
        <source>Re&amp;lease</source>
        <translation>Re&amp;lease</translation>
    </message>
    <message>
        <source>Re&amp;voke…</source>
        <translation>Re&amp;voke…</translation>
    </message>
    <message>
        <source>&amp;Save certificate (PEM)…</source>
        <translation>&amp;Save certificate (PEM)…</translation>
    </message>
    <message>
        <source>Save with cha&amp;in (PEM)…</source>
        <translation>Save with cha&amp;in (PEM)…</translation>
    </message>
    <message>
        <source>The check found errors, so it cannot be approved.</source>
        <translation>The check found errors, so it cannot be approved.</translation>
    </message>
    <message>
        <source>Cancel re&amp;quest…</source>
        <translation>Cancel re&amp;quest…</translation>
    </message>
    <message>
        <source>&amp;Claim</source>
        <translation>&amp;Claim</translation>
    </message>
    <message>
        <source>No revocation is scheduled.</source>
        <translation>No revocation is scheduled.</translation>
    </message>
    <message>
        <source>Another operator has claimed it (%1). Ask for the claim to be released first.</source>
        <translation>Another operator has claimed it (%1). Ask for the claim to be released first.</translation>
    </message>
    <message>
        <source>Multiple approvals: you have already approved it (%1 of %2). Another operator must approve it.</source>
        <extracomment>%1 of %2 approvals are given</extracomment>
        <translation>Multiple approvals: you have already approved it (%1 of %2). Another operator must approve it.</translation>
    </message>
    <message>
        <source>Multiple approvals: you edited it last. Another operator must approve it.</source>
        <translation>Multiple approvals: you edited it last. Another operator must approve it.</translation>
    </message>
    <message>
        <source>&amp;Edit…</source>
        <translation>&amp;Edit…</translation>
    </message>
    <message>
        <source>Internal &amp;note…</source>
        <translation>Internal &amp;note…</translation>
    </message>
    <message>
        <source>Cancel scheduled revoca&amp;tion</source>
        <translation>Cancel scheduled revoca&amp;tion</translation>
    </message>
    <message>
        <source>You have claimed it already.</source>
        <translation>You have claimed it already.</translation>
    </message>
    <message>
        <source>The site refused the operator certificate.</source>
        <translation>The site refused the operator certificate.</translation>
    </message>
    <message>
        <source>At this site a claim cannot be released.</source>
        <translation>At this site a claim cannot be released.</translation>
    </message>
    <message>
        <source>It is on hold. Release it first; then it can be revoked for another reason.</source>
        <translation>It is on hold. Release it first; then it can be revoked for another reason.</translation>
    </message>
    <message>
        <source>It is on hold, and this site cannot release it.</source>
        <translation>It is on hold, and this site cannot release it.</translation>
    </message>
    <message>
        <source>The certificate is not on hold.</source>
        <translation>The certificate is not on hold.</translation>
    </message>
    <message>
        <source>Release fro&amp;m hold…</source>
        <translation>Release fro&amp;m hold…</translation>
    </message>
    <message>
        <source>It is revoked already, and its reason cannot be raised.</source>
        <translation>It is revoked already, and its reason cannot be raised.</translation>
    </message>
</context>
<context>
    <name>tegata::RequestDetailPane</name>
    <message>
        <source>Details of the request</source>
        <translation>Details of the request</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Subject</translation>
    </message>
    <message>
        <source>Names (SAN)</source>
        <translation>Names (SAN)</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Key</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Request</translation>
    </message>
    <message>
        <source>History</source>
        <translation>History</translation>
    </message>
    <message>
        <source>CSR</source>
        <translation>CSR</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>PEM</source>
        <translation>PEM</translation>
    </message>
    <message>
        <source>CSR as text</source>
        <translation>CSR as text</translation>
    </message>
    <message>
        <source>CSR as PEM</source>
        <translation>CSR as PEM</translation>
    </message>
    <message>
        <source>Comments and history are shown while connected to the site.</source>
        <translation>Comments and history are shown while connected to the site.</translation>
    </message>
    <message>
        <source>Japanese subject</source>
        <translation>Japanese subject</translation>
    </message>
    <message>
        <source>English subject</source>
        <translation>English subject</translation>
    </message>
    <message>
        <source>State: %1 → %2.</source>
        <translation>State: %1 → %2.</translation>
    </message>
    <message>
        <source>DNS</source>
        <translation>DNS</translation>
    </message>
    <message>
        <source>None requested</source>
        <translation>None requested</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>SHA-256 of the key</source>
        <translation>SHA-256 of the key</translation>
    </message>
    <message>
        <source>Signature of the CSR</source>
        <translation>Signature of the CSR</translation>
    </message>
    <message>
        <source>%1, verified</source>
        <extracomment>%1: signature algorithm</extracomment>
        <translation>%1, verified</translation>
    </message>
    <message>
        <source>%1, not valid</source>
        <translation>%1, not valid</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Checking…</translation>
    </message>
    <message>
        <source>Receipt number</source>
        <translation>Receipt number</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>Renewal of</source>
        <translation>Renewal of</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>Serial number</translation>
    </message>
    <message>
        <source>Claimed by</source>
        <translation>Claimed by</translation>
    </message>
    <message>
        <source>Procedure contact</source>
        <translation>Procedure contact</translation>
    </message>
    <message>
        <source>Contact&apos;s e-mail</source>
        <translation>Contact&apos;s e-mail</translation>
    </message>
    <message>
        <source>Issue notice e-mail</source>
        <translation>Issue notice e-mail</translation>
    </message>
    <message>
        <source>Contact&apos;s comment</source>
        <translation>Contact&apos;s comment</translation>
    </message>
    <message>
        <source>Hold comment</source>
        <translation>Hold comment</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>Submitted on</source>
        <translation>Submitted on</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>%1: approvals given, %2: approvals needed</extracomment>
        <translation>%1 of %2</translation>
    </message>
    <message>
        <source>Internal notes</source>
        <translation>Internal notes</translation>
    </message>
    <message>
        <source>Cannot be approved: the site&apos;s check found errors.</source>
        <translation>Cannot be approved: the site&apos;s check found errors.</translation>
    </message>
    <message numerus="yes">
        <source>%n warnings: give a reason to approve.</source>
        <translation>
            <numerusform>%n warning: give a reason to approve.</numerusform>
            <numerusform>%n warnings: give a reason to approve.</numerusform>
        </translation>
    </message>
    <message>
        <source>The check could not be made on this computer.</source>
        <translation>The check could not be made on this computer.</translation>
    </message>
    <message>
        <source>Ready to approve</source>
        <translation>Ready to approve</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>Approvals</translation>
    </message>
    <message>
        <source>Edited last by</source>
        <translation>Edited last by</translation>
    </message>
    <message>
        <source>Submitted with the CSR</source>
        <translation>Submitted with the CSR</translation>
    </message>
    <message>
        <source>What the profile will issue</source>
        <translation>What the profile will issue</translation>
    </message>
    <message>
        <source>Ready to approve as far as checked. Names, usages and validity were not checked.</source>
        <translation>Ready to approve as far as checked. Names, usages and validity were not checked.</translation>
    </message>
    <message>
        <source>Your action was not done.</source>
        <translation>Your action was not done.</translation>
    </message>
    <message>
        <source>Comments and history as of %1, not refreshed.</source>
        <extracomment>%1: date and time</extracomment>
        <translation>Comments and history as of %1, not refreshed.</translation>
    </message>
    <message>
        <source>due %1</source>
        <extracomment>%1: day by which the request is to be decided</extracomment>
        <translation>due %1</translation>
    </message>
    <message numerus="yes">
        <source>Cannot be approved, %n error(s)</source>
        <translation>
            <numerusform>Cannot be approved, %n error</numerusform>
            <numerusform>Cannot be approved, %n errors</numerusform>
        </translation>
    </message>
    <message>
        <source>Approve with a reason…</source>
        <translation>Approve with a reason…</translation>
    </message>
</context>
<context>
    <name>tegata::ReviewFindings</name>
    <message>
        <source>Findings (Enter goes to the field)</source>
        <translation>Findings (Enter goes to the field)</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Field</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Finding</translation>
    </message>
    <message>
        <source>Remedy</source>
        <translation>Remedy</translation>
    </message>
</context>
<context>
    <name>tegata::ReviewPage</name>
    <message>
        <source>Findings</source>
        <translation>Findings</translation>
    </message>
    <message>
        <source>Changes from the registered data</source>
        <translation>Changes from the registered data</translation>
    </message>
    <message>
        <source>Whole form</source>
        <translation>Whole form</translation>
    </message>
    <message>
        <source>You can send despite warnings if you give a reason. It is kept with the application.</source>
        <translation>You can send despite warnings if you give a reason. It is kept with the application.</translation>
    </message>
    <message>
        <source>Errors: %1 · Warnings: %2 · Notes: %3</source>
        <translation>Errors: %1 · Warnings: %2 · Notes: %3</translation>
    </message>
    <message>
        <source>Selected finding</source>
        <translation>Selected finding</translation>
    </message>
</context>
<context>
    <name>tegata::RevocationFlow</name>
    <message>
        <source>Revocation scheduled for %1: %2</source>
        <translation>Revocation scheduled for %1: %2</translation>
    </message>
    <message>
        <source>Certificate put on hold: %1</source>
        <translation>Certificate put on hold: %1</translation>
    </message>
    <message>
        <source>Revoked: %1</source>
        <translation>Revoked: %1</translation>
    </message>
    <message>
        <source>Scheduled revocation cancelled: %1</source>
        <translation>Scheduled revocation cancelled: %1</translation>
    </message>
    <message>
        <source>Release from hold</source>
        <translation>Release from hold</translation>
    </message>
    <message>
        <source>Release %1 (serial number %2) from hold? It is valid again from then on.</source>
        <extracomment>%1: common name, %2: serial number</extracomment>
        <translation>Release %1 (serial number %2) from hold? It is valid again from then on.</translation>
    </message>
    <message>
        <source>&amp;Release</source>
        <translation>&amp;Release</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Released from hold: %1</source>
        <translation>Released from hold: %1</translation>
    </message>
    <message>
        <source>Reason raised to key compromise: %1</source>
        <translation>Reason raised to key compromise: %1</translation>
    </message>
</context>
<context>
    <name>tegata::RevocationForm</name>
    <message>
        <source>Reason and time of the revocation</source>
        <translation>Reason and time of the revocation</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>&amp;%1  %2</source>
        <extracomment>a mnemonic digit, and the reason</extracomment>
        <translation>&amp;%1  %2</translation>
    </message>
    <message>
        <source>Revoke &amp;later, on</source>
        <translation>Revoke &amp;later, on</translation>
    </message>
    <message>
        <source>Revoke later</source>
        <translation>Revoke later</translation>
    </message>
    <message>
        <source>When to revoke</source>
        <translation>When to revoke</translation>
    </message>
    <message>
        <source>&amp;Note (optional)</source>
        <translation>&amp;Note (optional)</translation>
    </message>
    <message>
        <source>Note (optional)</source>
        <translation>Note (optional)</translation>
    </message>
</context>
<context>
    <name>tegata::RevocationListModel</name>
    <message>
        <source>Checking</source>
        <translation>Checking</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Ready</translation>
    </message>
    <message>
        <source>Needs a reason</source>
        <translation>Needs a reason</translation>
    </message>
    <message>
        <source>Cannot be revoked</source>
        <translation>Cannot be revoked</translation>
    </message>
    <message>
        <source>Being sent</source>
        <translation>Being sent</translation>
    </message>
    <message>
        <source>Needs your decision</source>
        <translation>Needs your decision</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>Refused by the site</source>
        <translation>Refused by the site</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Failed</translation>
    </message>
    <message>
        <source>Replacement</source>
        <translation>Replacement</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>%1: date and time, %2: how long that is from now</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Searching</source>
        <translation>Searching</translation>
    </message>
    <message>
        <source>None: the host needs a new certificate first</source>
        <translation>None: the host needs a new certificate first</translation>
    </message>
    <message>
        <source>Not as it was shown</source>
        <translation>Not as it was shown</translation>
    </message>
</context>
<context>
    <name>tegata::RevokeDialog</name>
    <message>
        <source>Revoke this certificate?</source>
        <translation>Revoke this certificate?</translation>
    </message>
    <message>
        <source>Revoke this certificate? This cannot be undone.</source>
        <translation>Revoke this certificate? This cannot be undone.</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>Serial number</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Subject</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>Valid until</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Certificate</translation>
    </message>
    <message>
        <source>&amp;Revoke</source>
        <translation>&amp;Revoke</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Buttons</source>
        <translation>Buttons</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>Revoke</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Searching…</translation>
    </message>
    <message>
        <source>None: there is no replacement.</source>
        <translation>None: there is no replacement.</translation>
    </message>
    <message>
        <source>%1, valid until %2</source>
        <extracomment>%1: serial number, %2: end of its validity</extracomment>
        <translation>%1, valid until %2</translation>
    </message>
    <message>
        <source>This certificate: it is in use.</source>
        <translation>This certificate: it is in use.</translation>
    </message>
    <message>
        <source>Another certificate: %1</source>
        <translation>Another certificate: %1</translation>
    </message>
    <message>
        <source>Revoke this certificate on %1?</source>
        <translation>Revoke this certificate on %1?</translation>
    </message>
    <message>
        <source>Replacement</source>
        <translation>Replacement</translation>
    </message>
    <message>
        <source>Revocation scheduled for</source>
        <translation>Revocation scheduled for</translation>
    </message>
    <message>
        <source>It may be in use. To revoke it, &amp;type its name: %1</source>
        <translation>It may be in use. To revoke it, &amp;type its name: %1</translation>
    </message>
    <message>
        <source>&amp;Schedule</source>
        <translation>&amp;Schedule</translation>
    </message>
    <message>
        <source>Name of the certificate</source>
        <translation>Name of the certificate</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Schedule</translation>
    </message>
    <message>
        <source>Put this certificate on hold? It counts as revoked until it is released.</source>
        <translation>Put this certificate on hold? It counts as revoked until it is released.</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <extracomment>%1: names of hosts</extracomment>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1: names of hosts, %2: what they serve</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Live certificate</source>
        <translation>Live certificate</translation>
    </message>
    <message>
        <source>It is in use. To revoke it, &amp;type its name: %1</source>
        <translation>It is in use. To revoke it, &amp;type its name: %1</translation>
    </message>
    <message>
        <source>Raise reason of revocation</source>
        <translation>Raise reason of revocation</translation>
    </message>
    <message>
        <source>Raise the reason of this revocation to key compromise? The key can never be used again. This cannot be undone.</source>
        <translation>Raise the reason of this revocation to key compromise? The key can never be used again. This cannot be undone.</translation>
    </message>
    <message>
        <source>&amp;Raise reason</source>
        <translation>&amp;Raise reason</translation>
    </message>
    <message>
        <source>Raise reason</source>
        <translation>Raise reason</translation>
    </message>
</context>
<context>
    <name>tegata::RuleDialog</name>
    <message>
        <source>Rule %1</source>
        <extracomment>%1: its number, &quot;V6&quot;</extracomment>
        <translation>Rule %1</translation>
    </message>
    <message>
        <source>No further words are kept for this rule.</source>
        <translation>No further words are kept for this rule.</translation>
    </message>
    <message>
        <source>Source: %1</source>
        <extracomment>%1: a publication and its section</extracomment>
        <translation>Source: %1</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>tegata::RuleText</name>
    <message>
        <source>A validation of a domain may be used again for 200 days, of an organisation for 398 days. For domains it is 100 days from 2027-03-15 and 10 days from 2029-03-15.</source>
        <translation>A validation of a domain may be used again for 200 days, of an organisation for 398 days. For domains it is 100 days from 2027-03-15 and 10 days from 2029-03-15.</translation>
    </message>
    <message>
        <source>Before a certificate is issued, control of each name is proved by an accepted method, and its CAA records must allow the certification authority. A failed look-up never permits the issue.</source>
        <translation>Before a certificate is issued, control of each name is proved by an accepted method, and its CAA records must allow the certification authority. A failed look-up never permits the issue.</translation>
    </message>
    <message>
        <source>The subject names the organisation (O), the country (C) and the locality or the state (L, S). A common name repeats one of the names (SAN) character for character; OU must not be present. Each value has an upper bound in characters.</source>
        <translation>The subject names the organisation (O), the country (C) and the locality or the state (L, S). A common name repeats one of the names (SAN) character for character; OU must not be present. Each value has an upper bound in characters.</translation>
    </message>
    <message>
        <source>An EV certificate names the kind of business, the registration number and the jurisdiction. It has no wildcards, and no single person both validates and authorises it.</source>
        <translation>An EV certificate names the kind of business, the registration number and the jurisdiction. It has no wildcards, and no single person both validates and authorises it.</translation>
    </message>
    <message>
        <source>Keys are RSA of 2048 bits or more, or EC P-256, P-384 or P-521. Known weak and compromised keys are refused. The signature of the CSR uses SHA-256 or better and verifies. A key belongs to one organisation, and a renewal should bring a new one.</source>
        <translation>Keys are RSA of 2048 bits or more, or EC P-256, P-384 or P-521. Known weak and compromised keys are refused. The signature of the CSR uses SHA-256 or better and verifies. A key belongs to one organisation, and a renewal should bring a new one.</translation>
    </message>
    <message>
        <source>Names (SAN) are host names of letters, digits and hyphens, without a dot at the end and not internal. A wildcard is the whole leftmost label, never for EV and never directly below a public suffix.</source>
        <translation>Names (SAN) are host names of letters, digits and hyphens, without a dot at the end and not internal. A wildcard is the whole leftmost label, never for EV and never directly below a public suffix.</translation>
    </message>
    <message>
        <source>A name belongs to the domain directly below its public suffix, and that domain has to be registered for the customer.</source>
        <translation>A name belongs to the domain directly below its public suffix, and that domain has to be registered for the customer.</translation>
    </message>
    <message>
        <source>Labels directly below .jp have 3 to 63 ASCII characters, or 1 to 15 Japanese ones.</source>
        <translation>Labels directly below .jp have 3 to 63 ASCII characters, or 1 to 15 Japanese ones.</translation>
    </message>
    <message>
        <source>A corporate number has 13 digits; the first is a check digit over the other 12.</source>
        <translation>A corporate number has 13 digits; the first is a check digit over the other 12.</translation>
    </message>
    <message>
        <source>A registered trade name is written in Japanese script, letters A–Z, digits and a few symbols. Abbreviations such as ㈱ are never its legal spelling.</source>
        <translation>A registered trade name is written in Japanese script, letters A–Z, digits and a few symbols. Abbreviations such as ㈱ are never its legal spelling.</translation>
    </message>
    <message>
        <source>Texts are kept in the composed form (NFC). Look-alike and invisible characters are pointed out and never replaced silently.</source>
        <translation>Texts are kept in the composed form (NFC). Look-alike and invisible characters are pointed out and never replaced silently.</translation>
    </message>
    <message>
        <source>English subject fields have at most 64 half-width characters: letters, digits and symbols except &quot; # ; +.</source>
        <translation>English subject fields have at most 64 half-width characters: letters, digits and symbols except &quot; # ; +.</translation>
    </message>
    <message>
        <source>A server certificate has the extended key usage serverAuth alone, the key usages that fit its key, and a serial number of at least 64 random bits.</source>
        <translation>A server certificate has the extended key usage serverAuth alone, the key usages that fit its key, and a serial number of at least 64 random bits.</translation>
    </message>
</context>
<context>
    <name>tegata::SecretField</name>
    <message>
        <source>Strength of the password</source>
        <translation>Strength of the password</translation>
    </message>
    <message>
        <source>very weak</source>
        <translation>very weak</translation>
    </message>
    <message>
        <source>weak</source>
        <translation>weak</translation>
    </message>
    <message>
        <source>fair</source>
        <translation>fair</translation>
    </message>
    <message>
        <source>good</source>
        <translation>good</translation>
    </message>
    <message>
        <source>strong</source>
        <translation>strong</translation>
    </message>
    <message>
        <source>Strength: %1</source>
        <extracomment>how strong the password is: &quot;weak&quot;, &quot;strong&quot; …</extracomment>
        <translation>Strength: %1</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Hide</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Show</translation>
    </message>
    <message>
        <source>Hide the password</source>
        <translation>Hide the password</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>Show the password</translation>
    </message>
    <message>
        <source>Password: %1</source>
        <translation>Password: %1</translation>
    </message>
</context>
<context>
    <name>tegata::SelectionBar</name>
    <message>
        <source>Selected rows</source>
        <translation>Selected rows</translation>
    </message>
    <message numerus="yes">
        <source>%n chosen</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n passed</source>
        <translation>
            <numerusform>%n passed</numerusform>
            <numerusform>%n passed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with warnings</source>
        <translation>
            <numerusform>%n with a warning</numerusform>
            <numerusform>%n with warnings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with errors</source>
        <translation>
            <numerusform>%n with an error</numerusform>
            <numerusform>%n with errors</numerusform>
        </translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>Clear the selection</source>
        <translation>Clear the selection</translation>
    </message>
    <message>
        <source>Clear the selection (Esc)</source>
        <translation>Clear the selection (Esc)</translation>
    </message>
    <message numerus="yes">
        <source>Approve %n…</source>
        <extracomment>the button of a bar for several rows; %n: how many</extracomment>
        <translation>
            <numerusform>Approve %n…</numerusform>
            <numerusform>Approve %n…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tegata::SendPanel</name>
    <message>
        <source>Send the application</source>
        <translation>Send the application</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Actions</translation>
    </message>
    <message>
        <source>Do &amp;not send</source>
        <translation>Do &amp;not send</translation>
    </message>
    <message>
        <source>&amp;Refresh the state</source>
        <translation>&amp;Refresh the state</translation>
    </message>
    <message>
        <source>With&amp;draw…</source>
        <translation>With&amp;draw…</translation>
    </message>
    <message>
        <source>Language of the PDF</source>
        <translation>Language of the PDF</translation>
    </message>
    <message>
        <source>Save &amp;PDF…</source>
        <translation>Save &amp;PDF…</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>&amp;Send now…</source>
        <translation>&amp;Send now…</translation>
    </message>
    <message>
        <source>&amp;Send…</source>
        <translation>&amp;Send…</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>Withdraw</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>Send now</translation>
    </message>
    <message>
        <source>Receipt number %1 · state: %2</source>
        <translation>Receipt number %1 · state: %2</translation>
    </message>
    <message>
        <source>Received %1</source>
        <translation>Received %1</translation>
    </message>
    <message>
        <source>The service desk will contact you about the length of the name.</source>
        <translation>The service desk will contact you about the length of the name.</translation>
    </message>
    <message>
        <source>From the certification authority: %1</source>
        <translation>From the certification authority: %1</translation>
    </message>
    <message>
        <source>A draft: not sent yet.</source>
        <translation>A draft: not sent yet.</translation>
    </message>
    <message>
        <source>Waiting: the connection is back. It is sent when you confirm.</source>
        <translation>Waiting: the connection is back. It is sent when you confirm.</translation>
    </message>
    <message>
        <source>Waiting: no connection. You confirm once more before it is sent.</source>
        <translation>Waiting: no connection. You confirm once more before it is sent.</translation>
    </message>
    <message>
        <source>Being sent: waiting for the site&apos;s answer. It is never accepted twice.</source>
        <translation>Being sent: waiting for the site&apos;s answer. It is never accepted twice.</translation>
    </message>
    <message>
        <source>Withdraw the application %1? The certification authority stops working on it. This cannot be undone. You need the login password of the application.</source>
        <translation>Withdraw the application %1? The certification authority stops working on it. This cannot be undone. You need the login password of the application.</translation>
    </message>
    <message>
        <source>The login password is sent with it once and then removed from the draft.</source>
        <translation>The login password is sent with it once and then removed from the draft.</translation>
    </message>
    <message>
        <source>Warnings sent with your reason: %1</source>
        <translation>Warnings sent with your reason: %1</translation>
    </message>
    <message>
        <source>There is no connection. It will wait, and you confirm once more before it is sent.</source>
        <translation>There is no connection. It will wait, and you confirm once more before it is sent.</translation>
    </message>
    <message>
        <source>The draft is read-only here: it cannot be sent from this window.</source>
        <translation>The draft is read-only here: it cannot be sent from this window.</translation>
    </message>
    <message>
        <source>It cannot be sent yet. Errors to fix: %1</source>
        <translation>It cannot be sent yet. Errors to fix: %1</translation>
    </message>
    <message>
        <source>Lan&amp;guage of the PDF</source>
        <translation>Lan&amp;guage of the PDF</translation>
    </message>
    <message>
        <source>Send the application of %1 (domains: %2, operators: %3)? After that you cannot change the form here.</source>
        <translation>Send the application of %1 (domains: %2, operators: %3)? After that you cannot change the form here.</translation>
    </message>
</context>
<context>
    <name>tegata::SettingsDialog</name>
    <message>
        <source>&amp;Approve without asking when all checks passed</source>
        <translation>&amp;Approve without asking when all checks passed</translation>
    </message>
    <message>
        <source>Check the &amp;live certificate of the host</source>
        <translation>Check the &amp;live certificate of the host</translation>
    </message>
    <message>
        <source>Check &amp;CAA records in DNS</source>
        <translation>Check &amp;CAA records in DNS</translation>
    </message>
    <message>
        <source>&amp;New requests</source>
        <translation>&amp;New requests</translation>
    </message>
    <message>
        <source>Requests that changed after &amp;my decision</source>
        <translation>Requests that changed after &amp;my decision</translation>
    </message>
    <message>
        <source>Offline actions that &amp;were sent</source>
        <translation>Offline actions that &amp;were sent</translation>
    </message>
    <message>
        <source>Certificates that &amp;expire soon</source>
        <translation>Certificates that &amp;expire soon</translation>
    </message>
    <message>
        <source>With &amp;sound</source>
        <translation>With &amp;sound</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>Work</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Evidence</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Notifications</translation>
    </message>
    <message>
        <source>Lan&amp;guage:</source>
        <translation>Lan&amp;guage:</translation>
    </message>
    <message>
        <source>&amp;Time to undo a decision:</source>
        <translation>&amp;Time to undo a decision:</translation>
    </message>
    <message>
        <source> seconds</source>
        <translation> seconds</translation>
    </message>
    <message>
        <source>no undo</source>
        <translation>no undo</translation>
    </message>
    <message>
        <source>Loc&amp;k when idle for:</source>
        <translation>Loc&amp;k when idle for:</translation>
    </message>
    <message>
        <source> minutes</source>
        <translation> minutes</translation>
    </message>
    <message>
        <source>never</source>
        <translation>never</translation>
    </message>
    <message>
        <source>&amp;Port of the host:</source>
        <translation>&amp;Port of the host:</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>&amp;Defaults</source>
        <translation>&amp;Defaults</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Appearance</translation>
    </message>
    <message>
        <source>C&amp;olours:</source>
        <translation>C&amp;olours:</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>As the system</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>&amp;Rows:</source>
        <translation>&amp;Rows:</translation>
    </message>
    <message>
        <source>Standard height</source>
        <translation>Standard height</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>Compact</translation>
    </message>
    <message>
        <source>Te&amp;xt size:</source>
        <translation>Te&amp;xt size:</translation>
    </message>
</context>
<context>
    <name>tegata::SiteChangeDialog</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Application site</source>
        <translation>Application site</translation>
    </message>
    <message>
        <source>Operator site</source>
        <translation>Operator site</translation>
    </message>
    <message>
        <source>Examiner site</source>
        <translation>Examiner site</translation>
    </message>
    <message>
        <source>Trusted authorities (SHA-256)</source>
        <translation>Trusted authorities (SHA-256)</translation>
    </message>
    <message>
        <source>The file changes a known site</source>
        <translation>The file changes a known site</translation>
    </message>
    <message>
        <source>The file changes the site “%1”, which is already registered here. Changing the address or the trusted CAs decides where your work and your signatures go.</source>
        <translation>The file changes the site “%1”, which is already registered here. Changing the address or the trusted CAs decides where your work and your signatures go.</translation>
    </message>
    <message>
        <source>Compare the fingerprints with those the certification authority gave you by phone or on paper. If you are not sure, keep the current settings.</source>
        <translation>Compare the fingerprints with those the certification authority gave you by phone or on paper. If you are not sure, keep the current settings.</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>Item</translation>
    </message>
    <message>
        <source>Current</source>
        <translation>Current</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>In the file</translation>
    </message>
    <message>
        <source>%1: current %2, in the file %3</source>
        <translation>%1: current %2, in the file %3</translation>
    </message>
    <message>
        <source>&amp;Change the site</source>
        <translation>&amp;Change the site</translation>
    </message>
    <message>
        <source>&amp;Keep current settings</source>
        <translation>&amp;Keep current settings</translation>
    </message>
    <message>
        <source>What the file changes</source>
        <translation>What the file changes</translation>
    </message>
</context>
<context>
    <name>tegata::SitePolicyDialog</name>
    <message>
        <source>Check policy of this site</source>
        <translation>Check policy of this site</translation>
    </message>
    <message>
        <source>Rules of the policy</source>
        <translation>Rules of the policy</translation>
    </message>
    <message>
        <source>&amp;Outcome:</source>
        <translation>&amp;Outcome:</translation>
    </message>
    <message>
        <source>&amp;Reason:</source>
        <translation>&amp;Reason:</translation>
    </message>
    <message>
        <source>Outcome of the selected rule</source>
        <translation>Outcome of the selected rule</translation>
    </message>
    <message>
        <source>Reason for the outcome of the selected rule</source>
        <translation>Reason for the outcome of the selected rule</translation>
    </message>
    <message>
        <source>As &amp;shipped</source>
        <translation>As &amp;shipped</translation>
    </message>
    <message>
        <source>&amp;All as shipped</source>
        <translation>&amp;All as shipped</translation>
    </message>
    <message>
        <source>Sa&amp;ve</source>
        <translation>Sa&amp;ve</translation>
    </message>
    <message>
        <source>Requests are checked against the policy %1, version %2.</source>
        <extracomment>%1: name of a policy, %2: its version</extracomment>
        <translation>Requests are checked against the policy %1, version %2.</translation>
    </message>
    <message>
        <source>The site uses it too; it cannot be changed here.</source>
        <translation>The site uses it too; it cannot be changed here.</translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s) differ from %1, which came with the program.</source>
        <extracomment>%1: name of the policy that came with the program</extracomment>
        <translation>
            <numerusform>%n rule differs from %1, which came with the program.</numerusform>
            <numerusform>%n rules differ from %1, which came with the program.</numerusform>
        </translation>
    </message>
    <message>
        <source>It is as it came with the program. What you change is kept for this site alone.</source>
        <translation>It is as it came with the program. What you change is kept for this site alone.</translation>
    </message>
    <message>
        <source>Close without saving</source>
        <translation>Close without saving</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Always an error: this rule protects anybody, whoever the authority is.</source>
        <translation>Always an error: this rule protects anybody, whoever the authority is.</translation>
    </message>
    <message>
        <source>Give a reason: why is the outcome of %1 another one at this site?</source>
        <translation>Give a reason: why is the outcome of %1 another one at this site?</translation>
    </message>
    <message>
        <source>There are changes that are not saved.</source>
        <translation>There are changes that are not saved.</translation>
    </message>
    <message>
        <source>The site&apos;s policy file %1 cannot be used: %2 – %3. Requests are not checked until it is fixed, or saved here.</source>
        <translation>The site&apos;s policy file %1 cannot be used: %2 – %3. Requests are not checked until it is fixed, or saved here.</translation>
    </message>
</context>
<context>
    <name>tegata::SiteRefusal</name>
    <message>
        <source>The server&apos;s certificate was not issued by the CA that is trusted for this site.</source>
        <translation>The server&apos;s certificate was not issued by the CA that is trusted for this site.</translation>
    </message>
    <message>
        <source>Nothing was sent. Check the address. If the CA has a new certificate, add the site again with it and compare its fingerprint.</source>
        <translation>Nothing was sent. Check the address. If the CA has a new certificate, add the site again with it and compare its fingerprint.</translation>
    </message>
    <message>
        <source>The site refused the operator certificate.</source>
        <translation>The site refused the operator certificate.</translation>
    </message>
    <message>
        <source>It may be from another CA, revoked, expired or on hold. Load the right one, or contact the certification authority.</source>
        <translation>It may be from another CA, revoked, expired or on hold. Load the right one, or contact the certification authority.</translation>
    </message>
    <message>
        <source>This operator certificate is not registered at the site.</source>
        <translation>This operator certificate is not registered at the site.</translation>
    </message>
    <message>
        <source>Load the certificate of your account there, or ask the certification authority to register this one.</source>
        <translation>Load the certificate of your account there, or ask the certification authority to register this one.</translation>
    </message>
    <message>
        <source>You are registered at the site, but not as an operator (agent).</source>
        <translation>You are registered at the site, but not as an operator (agent).</translation>
    </message>
    <message>
        <source>Ask the certification authority&apos;s administrator for the role, or load another operator certificate.</source>
        <translation>Ask the certification authority&apos;s administrator for the role, or load another operator certificate.</translation>
    </message>
</context>
<context>
    <name>tegata::SitesMenu</name>
    <message>
        <source>&amp;Sites</source>
        <translation>&amp;Sites</translation>
    </message>
</context>
<context>
    <name>tegata::StandingText</name>
    <message>
        <source>Revoked</source>
        <translation>Revoked</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Expired</translation>
    </message>
    <message>
        <source>Expires today</source>
        <translation>Expires today</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) left</source>
        <translation>
            <numerusform>%n day left</numerusform>
            <numerusform>%n days left</numerusform>
        </translation>
    </message>
    <message>
        <source>Due for renewal: not renewed yet.</source>
        <translation>Due for renewal: not renewed yet.</translation>
    </message>
    <message>
        <source>Renewed by another certificate.</source>
        <translation>Renewed by another certificate.</translation>
    </message>
    <message>
        <source>The registered data has changed since it was issued: %1.</source>
        <translation>The registered data has changed since it was issued: %1.</translation>
    </message>
    <message>
        <source>No longer within a registered domain: %1.</source>
        <translation>No longer within a registered domain: %1.</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <extracomment>first and last day of a week</extracomment>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <extracomment>%1: a week</extracomment>
        <translation>%1: %2, %3</translation>
    </message>
    <message numerus="yes">
        <source>%n certificates expire</source>
        <translation>
            <numerusform>%n certificate expires</numerusform>
            <numerusform>%n certificates expire</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them renewed</source>
        <translation>
            <numerusform>%n of them renewed</numerusform>
            <numerusform>%n of them renewed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s) due for renewal</source>
        <translation>
            <numerusform>%n certificate due for renewal</numerusform>
            <numerusform>%n certificates due for renewal</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>in a table: the day on which a certificate ends, and how long that is from now</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Due today</source>
        <translation>Due today</translation>
    </message>
</context>
<context>
    <name>tegata::StoreTroubleText</name>
    <message numerus="yes">
        <source>The file of decisions that wait to be sent was damaged. %n of them could be read and wait on.</source>
        <translation>
            <numerusform>The file of decisions that wait to be sent was damaged. %n of them could be read and waits on.</numerusform>
            <numerusform>The file of decisions that wait to be sent was damaged. %n of them could be read and wait on.</numerusform>
        </translation>
    </message>
    <message>
        <source>Another Tegata works on this profile: here you can look, not decide. Close the other one, then start this one again.</source>
        <translation>Another Tegata works on this profile: here you can look, not decide. Close the other one, then start this one again.</translation>
    </message>
    <message>
        <source>Another program writes the decision log of this profile: here you can look, not decide.</source>
        <translation>Another program writes the decision log of this profile: here you can look, not decide.</translation>
    </message>
    <message>
        <source>Nothing can be decided: the file of decisions that wait to be sent cannot be opened. %1 %2</source>
        <extracomment>%1 and %2: what is wrong and what to do, sentences</extracomment>
        <translation>Nothing can be decided: the file of decisions that wait to be sent cannot be opened. %1 %2</translation>
    </message>
    <message>
        <source>Nothing can be decided: the decision log cannot be opened. %1 %2</source>
        <translation>Nothing can be decided: the decision log cannot be opened. %1 %2</translation>
    </message>
    <message>
        <source>The decision log is not the one that was written here: entries up to number %1 are missing or changed.</source>
        <translation>The decision log is not the one that was written here: entries up to number %1 are missing or changed.</translation>
    </message>
    <message>
        <source>Nobody can say any more whether the decision log is whole: what tells its end is missing.</source>
        <translation>Nobody can say any more whether the decision log is whole: what tells its end is missing.</translation>
    </message>
    <message>
        <source>Compare with the site before you decide again.</source>
        <translation>Compare with the site before you decide again.</translation>
    </message>
    <message>
        <source>A new log began and says so. Compare with the site&apos;s audit trail (tegata-cli log compare).</source>
        <translation>A new log began and says so. Compare with the site&apos;s audit trail (tegata-cli log compare).</translation>
    </message>
    <message>
        <source>The old file is kept as evidence: %1.</source>
        <translation>The old file is kept as evidence: %1.</translation>
    </message>
</context>
<context>
    <name>tegata::SubjectPreviewPanel</name>
    <message>
        <source>Subject of the certificates</source>
        <translation>Subject of the certificates</translation>
    </message>
    <message>
        <source>As it will be encoded. You choose Japanese or English for each certificate when you submit its CSR.</source>
        <translation>As it will be encoded. You choose Japanese or English for each certificate when you submit its CSR.</translation>
    </message>
    <message>
        <source>SureServer, Japanese</source>
        <translation>SureServer, Japanese</translation>
    </message>
    <message>
        <source>SureServer, English</source>
        <translation>SureServer, English</translation>
    </message>
    <message>
        <source>SureServer EV, Japanese</source>
        <translation>SureServer EV, Japanese</translation>
    </message>
    <message>
        <source>SureServer EV, English</source>
        <translation>SureServer EV, English</translation>
    </message>
</context>
<context>
    <name>tegata::SubscriberPage</name>
    <message>
        <source>The corporation that subscribes to the service.</source>
        <translation>The corporation that subscribes to the service.</translation>
    </message>
    <message>
        <source>&amp;Copy to the applicant&apos;s legal name</source>
        <translation>&amp;Copy to the applicant&apos;s legal name</translation>
    </message>
    <message>
        <source>Copy to the applicant&apos;s legal name</source>
        <translation>Copy to the applicant&apos;s legal name</translation>
    </message>
</context>
<context>
    <name>tegata::TextField</name>
    <message>
        <source>Use %1</source>
        <translation>Use %1</translation>
    </message>
</context>
<context>
    <name>tegata::ThreePartyPage</name>
    <message>
        <source>Only where certificates are issued on behalf of another corporation, the issuing client. The subscriber obtains the client&apos;s consent to the terms before applying.</source>
        <translation>Only where certificates are issued on behalf of another corporation, the issuing client. The subscriber obtains the client&apos;s consent to the terms before applying.</translation>
    </message>
    <message>
        <source>The issuing client</source>
        <translation>The issuing client</translation>
    </message>
    <message>
        <source>Issuing client: %1</source>
        <translation>Issuing client: %1</translation>
    </message>
</context>
<context>
    <name>tegata::ToastView</name>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>tegata::UndoBar</name>
    <message>
        <source>Undo</source>
        <extracomment>a button; %1: its key</extracomment>
        <translation>Undo</translation>
    </message>
    <message>
        <source>Undo (%1)</source>
        <translation>Undo (%1)</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>Send now</translation>
    </message>
    <message>
        <source>Show all…</source>
        <translation>Show all…</translation>
    </message>
    <message>
        <source>All waiting decisions</source>
        <translation>All waiting decisions</translation>
    </message>
    <message>
        <source>Can be undone</source>
        <translation>Can be undone</translation>
    </message>
    <message>
        <source>%1: %2 – %3</source>
        <extracomment>%1: what was decided, %2: common name, %3: &quot;Sent in 8 seconds&quot;</extracomment>
        <translation>%1: %2 – %3</translation>
    </message>
    <message numerus="yes">
        <source>%1 (and %n more)</source>
        <extracomment>%1: the last decision; %n: more decisions that can be undone</extracomment>
        <translation>
            <numerusform>%1 (and %n more)</numerusform>
            <numerusform>%1 (and %n more)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tegata::UnlockDialog</name>
    <message>
        <source>Unlock operator certificate</source>
        <translation>Unlock operator certificate</translation>
    </message>
    <message>
        <source>Enter the passphrase of the operator certificate.</source>
        <translation>Enter the passphrase of the operator certificate.</translation>
    </message>
    <message>
        <source>Enter the passphrase of the operator certificate %1.</source>
        <translation>Enter the passphrase of the operator certificate %1.</translation>
    </message>
    <message>
        <source>&amp;Passphrase:</source>
        <translation>&amp;Passphrase:</translation>
    </message>
    <message>
        <source>&amp;Unlock</source>
        <translation>&amp;Unlock</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Unlock</translation>
    </message>
    <message>
        <source>Enter the PIN of the token “%2” with the operator certificate %1.</source>
        <extracomment>%1: name of the operator, %2: label of the smart card</extracomment>
        <translation>Enter the PIN of the token “%2” with the operator certificate %1.</translation>
    </message>
    <message>
        <source>The key of the operator certificate %1 is opened by the keychain.</source>
        <translation>The key of the operator certificate %1 is opened by the keychain.</translation>
    </message>
    <message>
        <source>The token was removed, so the program was locked.</source>
        <translation>The token was removed, so the program was locked.</translation>
    </message>
    <message>
        <source>Enter the PIN on the reader: leave the field empty and choose Unlock.</source>
        <translation>Enter the PIN on the reader: leave the field empty and choose Unlock.</translation>
    </message>
    <message>
        <source>⚠ A wrong PIN was entered before. The token locks after several wrong PINs.</source>
        <translation>⚠ A wrong PIN was entered before. The token locks after several wrong PINs.</translation>
    </message>
    <message>
        <source>⚠ This is the last try: another wrong PIN locks the token.</source>
        <translation>⚠ This is the last try: another wrong PIN locks the token.</translation>
    </message>
    <message>
        <source>⚠ The token has locked its PIN. It is unlocked with the PUK, in the token&apos;s own program.</source>
        <translation>⚠ The token has locked its PIN. It is unlocked with the PUK, in the token&apos;s own program.</translation>
    </message>
    <message>
        <source>&amp;PIN:</source>
        <translation>&amp;PIN:</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Try again</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Try again</translation>
    </message>
</context>
<context>
    <name>tegata::VersionsDialog</name>
    <message>
        <source>Versions of the draft</source>
        <translation>Versions of the draft</translation>
    </message>
    <message>
        <source>&amp;Versions, the newest first:</source>
        <translation>&amp;Versions, the newest first:</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versions</translation>
    </message>
    <message>
        <source>What &amp;differs from the newest version:</source>
        <translation>What &amp;differs from the newest version:</translation>
    </message>
    <message>
        <source>What differs from the newest version</source>
        <translation>What differs from the newest version</translation>
    </message>
    <message>
        <source>Buttons</source>
        <translation>Buttons</translation>
    </message>
    <message>
        <source>&amp;Go back to this version</source>
        <translation>&amp;Go back to this version</translation>
    </message>
    <message>
        <source>Go back to this version</source>
        <translation>Go back to this version</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>%1 – %2 required fields filled in</source>
        <translation>%1 – %2 required fields filled in</translation>
    </message>
    <message>
        <source>This version cannot be read</source>
        <translation>This version cannot be read</translation>
    </message>
    <message>
        <source>This is the newest version.</source>
        <translation>This is the newest version.</translation>
    </message>
    <message>
        <source>The newest version cannot be read, so there is nothing to compare with.</source>
        <translation>The newest version cannot be read, so there is nothing to compare with.</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>(empty)</translation>
    </message>
    <message>
        <source>%1: %2 (now: %3)</source>
        <extracomment>%1: a field, %2: what it held in the older version, %3: what it holds now</extracomment>
        <translation>%1: %2 (now: %3)</translation>
    </message>
    <message>
        <source>Nothing differs.</source>
        <translation>Nothing differs.</translation>
    </message>
</context>
<context>
    <name>tegata::WaitingRows</name>
    <message>
        <source>%1 + 1 waiting / %2</source>
        <extracomment>approvals: %1 given, one more waits to be sent, %2 needed</extracomment>
        <translation>%1 + 1 waiting / %2</translation>
    </message>
    <message>
        <source>It can be undone while the row is selected.</source>
        <translation>It can be undone while the row is selected.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>a row that is decided and not answered; %1: what was decided, as &quot;Approve&quot;, %2: how far it is, as &quot;Being sent&quot;</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>sent when you next unlock</source>
        <translation>sent when you next unlock</translation>
    </message>
    <message>
        <source>%1 · waits for unlocking</source>
        <extracomment>in a row that is decided: %1: what, as &quot;Approve&quot;</extracomment>
        <translation>%1 · waits for unlocking</translation>
    </message>
    <message numerus="yes">
        <source>%1 · sends in %n s</source>
        <extracomment>in a row that is decided: %1: what, as &quot;Approve&quot;</extracomment>
        <translation>
            <numerusform>%1 · sends in %n s</numerusform>
            <numerusform>%1 · sends in %n s</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · waits for a connection</source>
        <translation>%1 · waits for a connection</translation>
    </message>
    <message>
        <source>%1 · waits</source>
        <translation>%1 · waits</translation>
    </message>
    <message>
        <source>%1 · being sent</source>
        <translation>%1 · being sent</translation>
    </message>
    <message>
        <source>%1 · needs your decision</source>
        <translation>%1 · needs your decision</translation>
    </message>
</context>
<context>
    <name>tegata::Wording</name>
    <message>
        <source>%1 %2</source>
        <extracomment>two sentences of one paragraph</extracomment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>, </source>
        <extracomment>between the items of a list</extracomment>
        <translation>, </translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>“%1”</translation>
    </message>
</context>
</TS>
