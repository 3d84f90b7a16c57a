# Completion for fish: tiffin itself knows the words.
function __tiffin_complete
    set -l words (commandline -opc)
    set -l last (commandline -ct)
    if string match -qr '^["\']' -- $last
        set last (string sub -s 2 -- $last)
    else
        set last (string unescape -- $last; or echo $last)
    end
    for line in (tiffin __complete $words[2..-1] "$last" 2>/dev/null)
        switch $line
            case ':file'
                __fish_complete_path (commandline -ct)
            case ':folder'
                __fish_complete_directories (commandline -ct)
            case '*'
                printf '%s\n' $line
        end
    end
end
complete -c tiffin -f -a '(__tiffin_complete)'
