"""Well-known names of products as their owners write them, with the slips that are common.

Only spellings that can mean nothing else are here: `node` is a word, `Node JS` is none; `docker` is
a command, `IOS` runs on routers, a `stack overflow` is a crash. Capitals throughout are a style.
"""

from __future__ import annotations

import re
from functools import cache

# Each line: the name, a colon, and its misspellings, separated by commas.
_NAMES = """
    Android Studio: android studio, AndroidStudio
    AngularJS: angularjs, Angularjs, AngularJs
    ASP.NET: asp.net, Asp.net, ASP.Net, Asp.Net
    AutoHotkey: autohotkey, AutoHotKey, Autohotkey
    Bitbucket: BitBucket, bitbucket
    CentOS: Centos, centos, CentOs
    ChatGPT: chatgpt, Chatgpt, ChatGpt, chatGPT, Chat GPT
    CircleCI: circleci, Circleci
    Cloudflare: CloudFlare, cloudflare
    CoffeeScript: coffeescript, Coffeescript, Coffee Script
    Debian: debian
    DevOps: Devops, devops, DevOPS
    DigitalOcean: Digital Ocean, digitalocean, Digitalocean
    Elasticsearch: ElasticSearch, elasticsearch, Elastic Search
    ESLint: ESlint, Eslint, eslint, EsLint
    Facebook: facebook, FaceBook
    FFmpeg: FFMpeg, FFMPEG, Ffmpeg
    Firefox: FireFox, firefox
    GitHub: github, Github, gitHub, GitHUb, GitHUB, GIThub, Git Hub
    GitLab: gitlab, Gitlab, gitLab, Git Lab
    GraphQL: graphql, Graphql, GraphQl, graphQL
    gRPC: grpc, GRPC, Grpc
    Hugging Face: HuggingFace, Huggingface, huggingface
    iCloud: icloud, ICloud, Icloud
    InfluxDB: influxdb, Influxdb, InfluxDb
    IntelliJ: Intellij, intellij
    iOS: ios, Ios
    iPad: ipad, Ipad, IPad
    iPhone: iphone, Iphone, IPhone
    JavaScript: javascript, Javascript, javaScript, Java Script, java script, Java script
    JetBrains: Jetbrains, jetbrains
    jQuery: jquery, Jquery, JQuery
    Kubernetes: kubernetes
    LinkedIn: Linkedin, linkedin, LinkedIN
    Linux: linux
    macOS: MacOS, macos, Macos, MacOs, Mac OS
    MariaDB: Mariadb, mariadb, MariaDb
    MATLAB: Matlab, matlab, MatLab
    MongoDB: mongodb, Mongodb, MongoDb, Mongo DB
    MySQL: mysql, Mysql, MySql, mySQL, My SQL
    Neovim: NeoVim, neovim, NeoVIM
    Next.js: NextJS, next.js, Next.JS, Nextjs, NextJs
    Node.js: NodeJS, nodejs, Nodejs, node.js, Node.JS, NodeJs, Node JS, Node js, node JS
    npm: NPM, Npm
    NumPy: Numpy, numpy
    Nuxt.js: NuxtJS, nuxt.js
    OAuth: Oauth, oauth
    OpenAI: openai, Openai, OpenAi
    OpenCV: opencv, Opencv, OpenCv
    OpenGL: opengl, Opengl, OpenGl
    OpenStack: Openstack, openstack
    OpenStreetMap: Openstreetmap, openstreetmap, OpenStreetMaps, Open Street Map
    PayPal: Paypal, paypal, PayPAL
    PhoneGap: Phonegap, phonegap
    PHPUnit: PHPunit, phpunit, PhpUnit
    PlayStation: Playstation, playstation
    PostCSS: Postcss, postcss, PostCss
    PostgreSQL: Postgresql, postgresql, PostgreSql, PostGreSQL, PostgresSQL, PostGreSql
    PowerPoint: Powerpoint, powerpoint
    PowerShell: Powershell, powershell
    PyPI: pypi, Pypi
    Python: python
    PyTorch: pytorch, Pytorch
    RabbitMQ: Rabbitmq, rabbitmq, RabbitMq, Rabbit MQ
    Raspberry Pi: Raspberry PI, raspberry pi, RaspberryPi, RaspberryPI, Rasberry Pi
    React Native: ReactNative, react native
    RubyGems: Rubygems, rubygems
    SciPy: Scipy, scipy
    SourceForge: Sourceforge, sourceforge
    SQLite: Sqlite, sqlite, SQLLite, SQlite
    Stack Overflow: StackOverflow, Stackoverflow, stackoverflow
    Sublime Text: sublime text, SublimeText
    TensorFlow: Tensorflow, tensorflow, TensorFLow, Tensor Flow
    TypeScript: typescript, Typescript, typeScript, Type Script
    Ubuntu: ubuntu
    Vue.js: VueJS, vue.js, Vuejs, VueJs, Vue.JS
    WebAssembly: Webassembly, webassembly, Web Assembly
    WebGL: Webgl, webgl, WebGl
    WebRTC: webrtc, WebRtc, Webrtc
    Wikipedia: wikipedia, WikiPedia
    WordPress: Wordpress, wordpress
    Xcode: XCode, xcode
    YouTube: Youtube, youtube
"""
# Names that begin with a small letter, also at the beginning of a sentence.
_BEGIN_SMALL = frozenset({"npm", "webpack", "curl", "pip", "pnpm", "deno.land", "jq", "tmux"})


@cache
def misspellings() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern for all misspellings as whole words, and the right name of each.

    What is part of a path, a host, a package, a handle or a compound with hyphens is no word.
    """
    right = {}
    for line in filter(None, map(str.strip, _NAMES.splitlines())):
        name, _, slips = line.partition(": ")
        for slip in slips.split(", "):
            right[slip] = name
    longest_first = sorted(right, key=lambda slip: (-len(slip), slip))
    alternatives = "|".join(map(re.escape, longest_first))
    before = r"(?<![\w./@#$\\:=~+<{-])"
    # Mac OS X and Mac OS 9 were called so.
    after = r"(?![\w/@\\=+({-]|\.\w|:\S|(?<=Mac OS) (?:X(?![A-Za-z0-9_])|\d))"
    return re.compile(f"{before}(?:{alternatives}){after}"), right


def begins_small(word: str) -> bool:
    """Whether a name is written with a small first letter wherever it stands."""
    return word in _BEGIN_SMALL
