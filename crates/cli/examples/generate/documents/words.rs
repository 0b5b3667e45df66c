//! The words that documents are made of, English and French beside each other.

/// English name, French name, `in` it in French, places.
pub(crate) type Country = (&'static str, &'static str, &'static str, [&'static str; 3]);

pub(crate) const COUNTRIES: [Country; 32] = [
    ("Haiti", "Haïti", "en Haïti", ["Jérémie", "Gonaïves", "Les Cayes"]),
    ("Benin", "Bénin", "au Bénin", ["Parakou", "Natitingou", "Djougou"]),
    ("Senegal", "Sénégal", "au Sénégal", ["Tambacounda", "Kolda", "Thiès"]),
    ("Mali", "Mali", "au Mali", ["Ségou", "Mopti", "Sikasso"]),
    ("Burkina Faso", "Burkina Faso", "au Burkina Faso", ["Kaya", "Dori", "Banfora"]),
    ("Niger", "Niger", "au Niger", ["Tahoua", "Maradi", "Zinder"]),
    ("Chad", "Tchad", "au Tchad", ["Abéché", "Mongo", "Moundou"]),
    ("Cameroon", "Cameroun", "au Cameroun", ["Garoua", "Bertoua", "Bamenda"]),
    ("Madagascar", "Madagascar", "à Madagascar", ["Toliara", "Fianarantsoa", "Mahajanga"]),
    ("Rwanda", "Rwanda", "au Rwanda", ["Huye", "Musanze", "Rubavu"]),
    ("Burundi", "Burundi", "au Burundi", ["Gitega", "Ngozi", "Muyinga"]),
    ("Togo", "Togo", "au Togo", ["Kara", "Atakpamé", "Dapaong"]),
    ("Ghana", "Ghana", "au Ghana", ["Tamale", "Wa", "Bolgatanga"]),
    ("Kenya", "Kenya", "au Kenya", ["Garissa", "Kisumu", "Lodwar"]),
    ("Ethiopia", "Éthiopie", "en Éthiopie", ["Mekelle", "Dessie", "Jimma"]),
    ("Uganda", "Ouganda", "en Ouganda", ["Gulu", "Lira", "Mbarara"]),
    ("Malawi", "Malawi", "au Malawi", ["Mzuzu", "Zomba", "Mangochi"]),
    ("Zambia", "Zambie", "en Zambie", ["Chipata", "Mongu", "Kasama"]),
    ("Mozambique", "Mozambique", "au Mozambique", ["Nampula", "Beira", "Pemba"]),
    ("Tanzania", "Tanzanie", "en Tanzanie", ["Dodoma", "Mbeya", "Mtwara"]),
    ("Nepal", "Népal", "au Népal", ["Pokhara", "Nepalgunj", "Dhangadhi"]),
    ("Bangladesh", "Bangladesh", "au Bangladesh", ["Khulna", "Barisal", "Rangpur"]),
    ("Cambodia", "Cambodge", "au Cambodge", ["Battambang", "Kampot", "Kratie"]),
    ("Mongolia", "Mongolie", "en Mongolie", ["Darkhan", "Erdenet", "Khovd"]),
    ("Jordan", "Jordanie", "en Jordanie", ["Irbid", "Mafraq", "Zarqa"]),
    ("Moldova", "Moldavie", "en Moldavie", ["Cahul", "Orhei", "Soroca"]),
    ("Bolivia", "Bolivie", "en Bolivie", ["Potosí", "Oruro", "Tarija"]),
    ("Peru", "Pérou", "au Pérou", ["Cusco", "Puno", "Ayacucho"]),
    ("Honduras", "Honduras", "au Honduras", ["Choluteca", "La Ceiba", "Gracias"]),
    ("Nicaragua", "Nicaragua", "au Nicaragua", ["Matagalpa", "Estelí", "Bluefields"]),
    ("Vanuatu", "Vanuatu", "au Vanuatu", ["Luganville", "Lakatoro", "Isangel"]),
    ("Philippines", "Philippines", "aux Philippines", ["Cotabato", "Tacloban", "Butuan"]),
];

/// DAC code; category and purpose, English and French; what it does for a title, English and French.
pub(crate) type Sector = (&'static str, [&'static str; 2], [&'static str; 2], [&'static str; 2]);

pub(crate) const SECTORS: [Sector; 22] = [
    (
        "21020",
        ["Transport & Storage", "Transports et Entreposage"],
        ["Road transport", "Transport routier"],
        ["rural roads and bridges", "les pistes et les ponts"],
    ),
    (
        "15112",
        ["Government & Civil Society-general", "Gouvernement & Société Civile-général"],
        [
            "Decentralisation and support to subnational government",
            "Décentralisation et soutien aux administrations infranationales",
        ],
        ["local government", "les communes"],
    ),
    (
        "11220",
        ["Basic Education", "Education de Base"],
        ["Primary education", "Enseignement primaire"],
        ["primary schools", "l’école primaire"],
    ),
    (
        "11330",
        ["Secondary Education", "Education Secondaire"],
        ["Vocational training", "Formation professionnelle"],
        ["skills and apprenticeships", "la formation aux métiers"],
    ),
    (
        "11130",
        ["Education, Level Unspecified", "Education, Niveau Non Spécifié"],
        ["Teacher training", "Formation des enseignants"],
        ["the training of teachers", "la formation des enseignants"],
    ),
    (
        "12220",
        ["Basic Health", "Santé de Base"],
        ["Basic health care", "Soins et services de santé de base"],
        ["village clinics", "les centres de santé"],
    ),
    (
        "12240",
        ["Basic Health", "Santé de Base"],
        ["Basic nutrition", "Nutrition de base"],
        ["the nutrition of small children", "la nutrition des jeunes enfants"],
    ),
    (
        "12250",
        ["Basic Health", "Santé de Base"],
        ["Infectious disease control", "Lutte contre les maladies infectieuses"],
        ["vaccination against measles", "la vaccination contre la rougeole"],
    ),
    (
        "13020",
        [
            "Population Policies/Programmes & Reproductive Health",
            "Politique en Matière de Population/Santé&Fertilité",
        ],
        ["Reproductive health care", "Soins en matière de fertilité"],
        ["safe births", "les accouchements sans risque"],
    ),
    (
        "14015",
        ["Water Supply & Sanitation", "Distribution d'Eau et Assainissement"],
        [
            "Water resources conservation (including data collection)",
            "Préservation des ressources en eau (y compris collecte de données)",
        ],
        ["river basins", "les bassins versants"],
    ),
    (
        "14030",
        ["Water Supply & Sanitation", "Distribution d'Eau et Assainissement"],
        [
            "Basic drinking water supply and basic sanitation",
            "Approvisionnement en eau potable et assainissement - dispositifs de base",
        ],
        ["drinking water and latrines", "l’eau potable et les latrines"],
    ),
    (
        "15130",
        ["Government & Civil Society-general", "Gouvernement & Société Civile-général"],
        ["Legal and judicial development", "Développement des services légaux et judiciaires"],
        ["courts and legal aid", "les tribunaux et l’aide juridique"],
    ),
    (
        "15160",
        ["Government & Civil Society-general", "Gouvernement & Société Civile-général"],
        ["Human rights", "Droits de la personne"],
        ["the rights of Indigenous peoples", "les droits des peuples autochtones"],
    ),
    (
        "15220",
        ["Conflict, Peace & Security", "Conflits, Paix et Sécurité"],
        [
            "Civilian peace-building, conflict prevention and resolution",
            "Dispositifs civils de construction de la paix, et de prévention et de règlement des conflits",
        ],
        ["dialogue between neighbours", "le dialogue entre voisins"],
    ),
    (
        "23230",
        ["Energy", "Energie"],
        ["Solar energy for centralised grids", "Energie solaire pour réseaux centralisés"],
        ["solar power", "l’énergie solaire"],
    ),
    (
        "24030",
        ["Banking & Financial Services", "Banques et Services Financiers"],
        ["Formal sector financial intermediaries", "Intermédiaires financiers officiels"],
        ["savings and small loans", "l’épargne et les petits prêts"],
    ),
    (
        "31120",
        ["Agriculture", "Agriculture"],
        ["Agricultural development", "Développement agricole"],
        ["the harvests of small farmers", "les récoltes des petits paysans"],
    ),
    (
        "31140",
        ["Agriculture", "Agriculture"],
        ["Agricultural water resources", "Ressources en eau à usage agricole"],
        ["small irrigation schemes", "les petits périmètres irrigués"],
    ),
    (
        "31220",
        ["Forestry", "Sylviculture"],
        ["Forestry development", "Développement sylvicole"],
        ["community forests", "les forêts communautaires"],
    ),
    (
        "32130",
        ["Industry", "Industries Manufacturières"],
        [
            "Small and medium-sized enterprises (SME) development",
            "Développement des Petites et moyennes entreprises (PME)",
        ],
        ["small firms", "les petites entreprises"],
    ),
    (
        "43040",
        ["Other Multisector", "Autres Multisecteurs"],
        ["Rural development", "Développement rural"],
        ["village life", "la vie des villages"],
    ),
    (
        "72040",
        ["Emergency Response", "Intervention d'Urgence"],
        ["Emergency food assistance", "Assistance alimentaire d'urgence"],
        ["food for families in need", "l’aide alimentaire d’urgence"],
    ),
];

pub(crate) const PARTNERS: [[&str; 2]; 14] = [
    [
        "UNDP - United Nations Development Programme (41114)",
        "PNUD - Programme des Nations Unies pour le développement (41114)",
    ],
    [
        "UNICEF - United Nations Children's Fund (41122)",
        "UNICEF - Fonds des Nations Unies pour l'enfance (41122)",
    ],
    [
        "UNFPA - United Nations Population Fund (41119)",
        "UNFPA - Fonds des Nations Unies pour la population (41119)",
    ],
    ["WFP - World Food Programme (41140)", "PAM - Programme alimentaire mondial (41140)"],
    [
        "IOM - International Organization for Migration (47066)",
        "OIM - Organisation internationale pour les migrations (47066)",
    ],
    [
        "IDB - Inter-American Development Bank (46012)",
        "BID - Banque interaméricaine de développement (46012)",
    ],
    ["World Vision Canada (21502)", "Vision Mondiale Canada (21502)"],
    ["Save the Children Canada (22502)", "Aide à l'enfance Canada (22502)"],
    ["Oxfam-Québec (22501)", "Oxfam-Québec (22501)"],
    ["Caribbean Development Bank (46009)", "Banque de développement des Caraïbes (46009)"],
    ["Partners for Highland Health", "Partenaires pour la santé des hauts plateaux"],
    [
        "Consortium Cuso International, SOCODEVI and the Coady Institute",
        "Consortium Cuso International, SOCODEVI et l'Institut Coady",
    ],
    ["Centre for Rural Crafts", "Centre des métiers ruraux"],
    ["Federation of Water Users", "Fédération des usagers de l'eau"],
];

pub(crate) const MINISTRIES: [[&str; 2]; 8] = [
    ["Ministry of Public Works", "Ministère des Travaux publics"],
    ["Ministry of Health", "Ministère de la Santé"],
    ["Ministry of Education", "Ministère de l’Éducation"],
    [
        "Ministry of Agriculture, Livestock and Fisheries",
        "Ministère de l’Agriculture, de l’Élevage et de la Pêche",
    ],
    ["Ministry of Water and Sanitation", "Ministère de l’Eau et de l’Assainissement"],
    ["Ministry of Justice", "Ministère de la Justice"],
    ["Ministry of Energy", "Ministère de l’Énergie"],
    ["Ministry of Women’s Affairs", "Ministère de la Condition féminine"],
];

pub(crate) const MARKERS: [[&str; 2]; 6] = [
    ["Gender Equality", "Egalité des genres"],
    ["Aid to Environment", "Aide à l'environnement"],
    ["Participatory Development/Good Governance", "Développement participatif/Bonne gouvernance"],
    ["Trade Development", "Développement du commerce"],
    ["Youth issues", "Enjeux des jeunes"],
    ["Disability", "Handicap"],
];

pub(crate) const BEGINNINGS: [[&str; 2]; 14] = [
    ["Strengthening", "Renforcer"],
    ["Improving", "Améliorer"],
    ["Renewing", "Rénover"],
    ["Opening the Door to", "Ouvrir la voie à"],
    ["Steps towards", "Vers"],
    ["Support to", "Appuyer"],
    ["Building on", "Consolider"],
    ["Together for", "Ensemble pour"],
    ["A Second Start for", "Relancer"],
    ["Partnership for", "Partenariat pour"],
    ["New Ways of", "Repenser"],
    ["Investing in", "Investir dans"],
    ["Community Action for", "Action communautaire pour"],
    ["Lasting Change in", "Changer durablement"],
];

pub(crate) const PEOPLE: [[&str; 2]; 12] = [
    ["women farmers", "agricultrices"],
    ["young people", "jeunes"],
    ["returning families", "familles de retour"],
    ["fishers", "pêcheurs"],
    ["herders", "éleveurs"],
    ["pupils", "élèves"],
    ["small growers", "petits producteurs"],
    ["village councils", "conseils de village"],
    ["mothers and children", "mères et enfants"],
    ["displaced people", "personnes déplacées"],
    ["market traders", "commerçants du marché"],
    ["cooperatives", "coopératives"],
];

pub(crate) const MONTHS: [[&str; 2]; 12] = [
    ["January", "janvier"],
    ["February", "février"],
    ["March", "mars"],
    ["April", "avril"],
    ["May", "mai"],
    ["June", "juin"],
    ["July", "juillet"],
    ["August", "août"],
    ["September", "septembre"],
    ["October", "octobre"],
    ["November", "novembre"],
    ["December", "décembre"],
];

/// Nouns for what is built, bought or given.
pub(crate) const THINGS: [[&str; 2]; 20] = [
    ["wells", "puits"],
    ["classrooms", "salles de classe"],
    ["seed stores", "magasins de semences"],
    ["footbridges", "passerelles"],
    ["solar lamps", "lampes solaires"],
    ["latrines", "latrines"],
    ["motorcycle ambulances", "motos-ambulances"],
    ["savings groups", "groupes d’épargne"],
    ["tree nurseries", "pépinières"],
    ["grain mills", "moulins"],
    ["fish ponds", "étangs piscicoles"],
    ["radio programmes", "émissions de radio"],
    ["land titles", "titres fonciers"],
    ["courses", "cours"],
    ["beehives", "ruches"],
    ["health posts", "postes de santé"],
    ["cooking stoves", "foyers améliorés"],
    ["looms", "métiers à tisser"],
    ["market stalls", "étals"],
    ["water committees", "comités de l’eau"],
];

/// Sentences of a description. `{…}` is drawn anew each time: prose.rs knows the words in braces.
pub(crate) const TELLING: [[&str; 2]; 16] = [
    [
        "The project works with {people} in {place} and {village}, where the dry season lasts from {month} to {month}.",
        "Le projet travaille avec des {people} de {place} et de {village}, où la saison sèche dure de {month} à {month}.",
    ],
    [
        "In {village}, {small} households in ten walk more than {small} kilometres for what a town takes for granted.",
        "À {village}, {small} ménages sur dix marchent plus de {small} kilomètres pour ce qui va de soi en ville.",
    ],
    [
        "Project activities include: (1) training {people}; (2) building {things} in {small} districts; and (3) advising the councils of {village} and {village}.",
        "Les activités du projet comprennent : 1) la formation de {people}; 2) la construction de {things} dans {small} districts; 3) des conseils aux communes de {village} et de {village}.",
    ],
    [
        "A survey of {number} households by {name} found that {share} per cent had lost their savings since the floods of {year}.",
        "Une enquête de {name} auprès de {number} ménages a montré que {share} % avaient perdu leur épargne depuis les inondations de {year}.",
    ],
    [
        "The storm of {month} {year} cost the region an estimated ${millions} million and cut the road to {village}.",
        "La tempête de {month} {year} a coûté à la région environ {millions} millions de dollars et a coupé la route de {village}.",
    ],
    [
        "Half of the committees are led by women, and meetings are held on the market day so that {people} can come.",
        "La moitié des comités sont dirigés par des femmes, et les réunions ont lieu le jour du marché pour que les {people} puissent venir.",
    ],
    [
        "{name} and {name} of the district office visit each site every quarter and publish what they saw.",
        "{name} et {name}, du bureau du district, visitent chaque site tous les trimestres et publient ce qu’ils ont vu.",
    ],
    [
        "Earlier work in {village} showed that {things} last only where somebody is paid to look after them.",
        "Des travaux antérieurs à {village} ont montré que les {things} ne durent que là où quelqu’un est payé pour s’en occuper.",
    ],
    [
        "Prices of maize rose by {share} per cent between {month} {year} and the following harvest, and {people} sold their animals.",
        "Le prix du maïs a augmenté de {share} % entre {month} {year} et la récolte suivante, et les {people} ont vendu leurs bêtes.",
    ],
    [
        "The plan follows the national strategy of {year} and the advice of {partner}.",
        "Le plan suit la stratégie nationale de {year} et les conseils de {partner}.",
    ],
    [
        "Materials come from {place} and are carried to {village} by boat when the rains close the road.",
        "Le matériel vient de {place} et gagne {village} en pirogue quand les pluies ferment la route.",
    ],
    [
        "Girls in particular leave school early: of those who began in {year}, fewer than {share} per cent stayed to the end.",
        "Les filles surtout quittent l’école tôt : de celles qui ont commencé en {year}, moins de {share} % sont restées jusqu’au bout.",
    ],
    [
        "Each group keeps its own accounts, which {name} reads aloud at the yearly meeting.",
        "Chaque groupe tient ses propres comptes, que {name} lit à haute voix à la réunion annuelle.",
    ],
    [
        "What is learned is written down in two languages and given to the schools of {place}.",
        "Ce qui est appris est écrit dans deux langues et remis aux écoles de {place}.",
    ],
    [
        "The soil around {village} is thin, and a hectare that fed a family of {small} in {year} feeds half of it today.",
        "Le sol autour de {village} est mince, et un hectare qui nourrissait une famille de {small} en {year} en nourrit la moitié aujourd’hui.",
    ],
    [
        "Local firms build with stone from {village}, because cement reaches {place} late and wet.",
        "Les entreprises locales bâtissent avec la pierre de {village}, car le ciment arrive tard et mouillé à {place}.",
    ],
];

/// What is hoped for.
pub(crate) const EXPECTED: [[&str; 2]; 8] = [
    [
        "{people} in {village} earn more from what they grow and make",
        "des {people} de {village} gagnent plus de ce qu’ils produisent",
    ],
    [
        "fewer days a year on which {things} are out of use",
        "moins de jours par an où les {things} sont hors d’usage",
    ],
    [
        "better access of women and girls to {things}",
        "un meilleur accès des femmes et des filles aux {things}",
    ],
    [
        "councils that plan and pay for the upkeep of their {things}",
        "des communes qui prévoient et paient l’entretien de leurs {things}",
    ],
    [
        "{number} households with safe water within {small} minutes",
        "{number} ménages avec de l’eau potable à {small} minutes",
    ],
    [
        "stronger voice of {people} in the decisions of {place}",
        "une voix plus forte des {people} dans les décisions de {place}",
    ],
    [
        "lower losses between the field and the market of {place}",
        "des pertes moindres entre le champ et le marché de {place}",
    ],
    [
        "staff of {village} who do this work without advisers",
        "du personnel de {village} qui fait ce travail sans conseillers",
    ],
];

/// What was reached.
pub(crate) const ACHIEVED: [[&str; 2]; 8] = [
    [
        "{number} people, including {fewer} women, were trained in {village}",
        "{number} personnes, dont {fewer} femmes, ont été formées à {village}",
    ],
    ["{small} {things} were built and are in use", "{small} {things} ont été construits et sont utilisés"],
    [
        "over {number} {people} received tools and seed",
        "plus de {number} {people} ont reçu des outils et des semences",
    ],
    [
        "{share} per cent of the committees keep written accounts",
        "{share} % des comités tiennent des comptes écrits",
    ],
    [
        "{fewer} hectares around {village} were planted again",
        "{fewer} hectares autour de {village} ont été replantés",
    ],
    [
        "the walk to water fell from {number} to {small} minutes in {village}",
        "la marche jusqu’à l’eau est passée de {number} à {small} minutes à {village}",
    ],
    [
        "{number} households in {place} opened a savings account",
        "{number} ménages de {place} ont ouvert un compte d’épargne",
    ],
    [
        "{small} councils adopted a budget for the upkeep of {things}",
        "{small} communes ont adopté un budget d’entretien des {things}",
    ],
];
