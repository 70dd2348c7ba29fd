/// The options of curl that matter here, or at least have a value that has to be stepped over.
enum CurlOption {
    case url, header
    /// A bearer token by itself.
    case bearer
    /// Has a value that nobody may see: a password, a cookie, a certificate's file with its password.
    case secret
    case data(readsFiles: Bool, separator: String)
    /// Changes nothing of the request, and has no value.
    case quiet
    /// Changes nothing of the request, and has a value.
    case valued

    var takesValue: Bool {
        switch self {
        case .url, .header, .data, .bearer, .secret, .valued: true
        case .quiet: false
        }
    }

    static func named(_ name: String) -> CurlOption? {
        switch name {
        case "--url": return .url
        case "-H", "--header": return .header
        case "-d", "--data", "--data-ascii", "--data-binary": return .data(readsFiles: true, separator: "&")
        case "--data-raw": return .data(readsFiles: false, separator: "&")
        case "--json": return .data(readsFiles: true, separator: "")
        case "--oauth2-bearer": return .bearer
        case "-u", "--user", "-U", "--proxy-user", "-b", "--cookie", "--pass", "--proxy-pass", "-E", "--cert",
            "--proxy-cert":
            return .secret
        default: break
        }
        if quietNames.contains(name) { return .quiet }
        return valuedNames.contains(name) ? .valued : nil
    }

    private static let quietNames = names(
        """
        -s --silent -S --show-error -L --location -k --insecure -i --include -v --verbose -f --fail --fail-with-body -g --globoff
        -N --no-buffer -# --progress-bar --no-progress-meter --compressed -O --remote-name -J --remote-header-name -0 --http1.0 --http1.1
        --http2 --http3 -4 --ipv4 -6 --ipv6 --tlsv1.2 --tlsv1.3 -q --disable --location-trusted -n --netrc --raw --tcp-nodelay --path-as-is
        """
    )

    private static let valuedNames = names(
        """
        -X --request -o --output -A --user-agent -e --referer -c --cookie-jar -m --max-time --connect-timeout --retry
        --retry-delay --retry-max-time -w --write-out -x --proxy --key --cacert --capath -D --dump-header
        --resolve --connect-to --interface -K --config -y --speed-time -Y --speed-limit --limit-rate --ciphers --dns-servers --noproxy
        --output-dir --stderr --trace --trace-ascii --unix-socket -F --form -T --upload-file
        """
    )

    private static func names(_ text: String) -> Set<String> { Set(text.split(whereSeparator: \.isWhitespace).map(String.init)) }
}
